import { expect, test } from "vitest";
import { bytesOf, creationOf, jsonOf, passkeysWork, requestOf, textOf } from "./passkeys";

const able = { PublicKeyCredential: {}, isSecureContext: true };

test.each([
  ["prevention.example.org", able, true],
  ["localhost", able, true],
  ["127.0.0.1", able, false],
  ["[::1]", able, false],
  ["prevention.example.org", { ...able, isSecureContext: false }, false],
  ["prevention.example.org", { isSecureContext: true }, false],
])("passkeys at %s: %#", (host, here, work) => {
  expect(passkeysWork(host, here)).toBe(work);
});

test("binary goes to text and back, with the signs of base64url", () => {
  const bytes = new Uint8Array([251, 255, 190, 0, 7]);

  expect(textOf(bytes.buffer)).toBe("-_--AAc");
  expect(bytesOf("-_--AAc")).toEqual(bytes);
});

test("the service's options become buffers, and the rest stays", () => {
  const made = creationOf({
    publicKey: {
      rp: { id: "localhost", name: "x" },
      challenge: "AQI",
      user: { id: "Mg", name: "a@exemple.test", displayName: "A" },
      excludeCredentials: [{ type: "public-key", id: "Aw" }],
    },
  });
  const asked = requestOf({ publicKey: { challenge: "AQI", userVerification: "required" } });

  expect([made.rp.id, made.user.name]).toEqual(["localhost", "a@exemple.test"]);
  expect(made.challenge).toEqual(new Uint8Array([1, 2]));
  expect(made.user.id).toEqual(new Uint8Array([50]));
  expect(made.excludeCredentials?.[0]?.id).toEqual(new Uint8Array([3]));
  expect(asked).toEqual({ challenge: new Uint8Array([1, 2]), userVerification: "required", allowCredentials: [] });
});

test("a credential leaves as text, without what it does not hold", () => {
  const credential = {
    id: "Aw",
    rawId: new Uint8Array([3]).buffer,
    type: "public-key",
    authenticatorAttachment: "platform",
    getClientExtensionResults: () => ({ credProps: { rk: true } }),
    response: { clientDataJSON: new Uint8Array([1]).buffer, signature: new Uint8Array([2]).buffer, userHandle: null },
  } as unknown as PublicKeyCredential;

  expect(jsonOf(credential)).toEqual({
    id: "Aw",
    rawId: "Aw",
    type: "public-key",
    authenticatorAttachment: "platform",
    clientExtensionResults: { credProps: { rk: true } },
    response: { clientDataJSON: "AQ", signature: "Ag" },
  });
});
