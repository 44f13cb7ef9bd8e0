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
        "RequiresMountsFor", "StartLimitIntervalSec", "Wants",
    },
    "Service": {
        "CapabilityBoundingSet", "ExecStart", "ExecStartPre", "ExecStop", "Group", "IOSchedulingClass", "LimitNOFILE",
        "LockPersonality", "MemoryDenyWriteExecute", "Nice", "NoNewPrivileges", "PrivateDevices", "PrivateTmp",
        "ProtectControlGroups", "ProtectHome", "ProtectKernelModules", "ProtectKernelTunables",
        "ProtectSystem", "ReadWritePaths", "RemainAfterExit", "Restart", "RestartSec",
        "RestrictAddressFamilies", "RestrictNamespaces", "RestrictRealtime", "SystemCallArchitectures",
        "SystemCallErrorNumber", "SystemCallFilter", "TimeoutStartSec", "TimeoutStopSec", "Type", "UMask",
        "User",
    },
    "Timer": {"AccuracySec", "OnCalendar", "Persistent"},
    "Install": {"WantedBy"},
}
# Groups of system calls that systemd 237 knows; @system-service came with 239.
SYSTEM_CALL_GROUPS = {
    "@clock", "@cpu-emulation", "@debug", "@keyring", "@module", "@mount", "@obsolete", "@raw-io",
    "@reboot", "@swap",
}
# What keeps a server that was taken over from anything but its own files and its own network.
SANDBOX = {
    "CapabilityBoundingSet": "", "LockPersonality": "yes", "MemoryDenyWriteExecute": "yes",
    "NoNewPrivileges": "yes", "PrivateDevices": "yes", "PrivateTmp": "yes", "ProtectControlGroups": "yes",
    "ProtectHome": "yes", "ProtectKernelModules": "yes", "ProtectKernelTunables": "yes",
    "ProtectSystem": "strict", "RestrictAddressFamilies": "AF_INET AF_INET6 AF_UNIX",
    "RestrictNamespaces": "yes", "RestrictRealtime": "yes", "SystemCallArchitectures": "native",
    "UMask": "0027", "User": "redis",
}


def directives(path):
    section = None
    with open(path) as lines:
        for line in lines:
            line = line.strip()
            if line.startswith("["):
                section = line.strip("[]")
            elif line and not line.startswith("#"):
                name, _, value = line.partition("=")
                yield section, name, value


class Units(unittest.TestCase):
    def test_only_what_systemd_237_knows(self):
        units = [name for name in os.listdir(TEMPLATES) if name.endswith((".service", ".timer"))]
        self.assertGreaterEqual(len(units), 6)
        for unit in units:
            for section, directive, value in directives(os.path.join(TEMPLATES, unit)):
                self.assertIn(directive, ALLOWED.get(section, ()), "%s [%s]" % (unit, section))
                if directive == "SystemCallFilter":
                    self.assertLessEqual(set(value.lstrip("~").split()), SYSTEM_CALL_GROUPS, unit)

    def test_both_servers_are_in_the_same_sandbox(self):
        for unit in ("redis-server.service", "redis-sentinel.service"):
            values = {name: value for _, name, value in directives(os.path.join(TEMPLATES, unit))}
            self.assertEqual(SANDBOX, {name: values.get(name) for name in SANDBOX}, unit)


if __name__ == "__main__":
    unittest.main()
