"""Unit files use only directives that systemd 237 (Ubuntu 18.04) knows. A newer one would be ignored
there with a line in the journal, which is worst for a sandboxing directive. To allow another one, look
it up in the manual of systemd 237 first (systemd.unit, systemd.service, systemd.exec, ...)."""
import os
import unittest

TEMPLATES = os.path.join(
    os.path.dirname(__file__), "../../main/resources/io/redissentinel/bootstrap/templates"
)
ALLOWED = {
    "Unit": {
        "After", "Before", "ConditionPathIsReadWrite", "Description", "Documentation",
        "RequiresMountsFor", "Wants",
    },
    "Service": {
        "ExecStart", "ExecStartPre", "Group", "LimitNOFILE", "NoNewPrivileges", "PrivateTmp",
        "ProtectHome", "ProtectSystem", "RemainAfterExit", "Restart", "RestartSec", "TimeoutStartSec",
        "TimeoutStopSec", "Type", "UMask", "User",
    },
    "Install": {"WantedBy"},
}


def directives(path):
    section = None
    with open(path) as lines:
        for line in lines:
            line = line.strip()
            if line.startswith("["):
                section = line.strip("[]")
            elif line and not line.startswith("#"):
                yield section, line.partition("=")[0]


class Units(unittest.TestCase):
    def test_only_what_systemd_237_knows(self):
        units = [name for name in os.listdir(TEMPLATES) if name.endswith(".service")]
        self.assertGreaterEqual(len(units), 4)
        for unit in units:
            for section, directive in directives(os.path.join(TEMPLATES, unit)):
                self.assertIn(directive, ALLOWED.get(section, ()), "%s [%s]" % (unit, section))


if __name__ == "__main__":
    unittest.main()
