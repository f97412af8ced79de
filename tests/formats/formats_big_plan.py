"""Makes plan files of any size, as a person would write them: `python formats_big_plan.py 100000 > big.yaml`."""

import sys


def block_plan(assignments: int, teams: int = 500, capabilities: int = 5000) -> str:
    """A plan file in block style with so many assignments, all different."""
    out = ["mopsctl: 1", "teams:"]
    for i in range(teams):
        out += [f"  - key: team-{i}", f"    name: Team number {i}"]
    out.append("capabilities:")
    for i in range(capabilities):
        out += [f"  - key: capability-{i}", f"    name: Capability number {i}", f"    area: area {i % 7}"]
    out += ["plans:", "  - key: big", "    name: Big plan", "    start: 2026-01-05", "assignments:"]
    for i in range(assignments):
        subject, turn = i % capabilities, i // capabilities
        out += [
            f"  - subject: capability:capability-{subject}",
            f"    holder: team:team-{(subject * 7 + turn * 13) % teams}",
            f"    letter: {'RACI'[turn % 4]}",
            "    state: to-be",
            "    plan: big",
        ]
    return "\n".join(out) + "\n"


if __name__ == "__main__":
    sys.stdout.write(block_plan(int(sys.argv[1])))
