"""The table of formats that findings alone have, and what their renderers are given.

A renderer is `render(lint) -> str`. `lint` is the mapping that `reports.lint` makes:

    version    of mopsctl
    plan       the plan that was asked for; empty: all
    day        on which the findings were judged, ISO
    failing    the severities that make the exit code 1, but for --exit-zero
    compared   whether known findings were told apart
    rules      every rule that was asked, by code: code, name, severity, stages, summary, why, cure
    findings   worst first, those waived last: code, name, severity, subject, message, plan, cure, fingerprint,
               told (the message after the name of its subject), state (open, known, waived), reason (of the waiver),
               file (POSIX, from the root of the repository; may be empty), line
    store      where a finding stands for which there is no file
"""

RENDERERS: dict[str, str] = {
    "sarif": "mopsctl.render.findings.sarif:render",
    "junit": "mopsctl.render.findings.junit:render",
    "github": "mopsctl.render.findings.github:render",
    "gitlab": "mopsctl.render.findings.gitlab:render",
}
