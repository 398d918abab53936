"""A quick hasher that counts: equal work is proved by numbers, never by a clock."""

from django.contrib.auth.hashers import MD5PasswordHasher


class CountingHasher(MD5PasswordHasher):
    algorithm = "counting"
    computations = 0

    def encode(self, password, salt):
        type(self).computations += 1
        return super().encode(password, salt)
