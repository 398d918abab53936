"""All settings: everything comes from the environment, and the default is safe.

``DEMO=1`` or ``DEBUG=1`` relax what production insists on; ``docs/operating.md`` lists the
variables.
"""

from prevention.settings.api import *  # noqa: F403
from prevention.settings.data import *  # noqa: F403
from prevention.settings.domain import *  # noqa: F403
from prevention.settings.environment import *  # noqa: F403
from prevention.settings.mail import *  # noqa: F403
from prevention.settings.people import *  # noqa: F403
from prevention.settings.protection import *  # noqa: F403
from prevention.settings.site import *  # noqa: F403
