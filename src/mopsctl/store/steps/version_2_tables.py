"""The tables of version 2 as they were when it came out. Frozen: nothing here changes when the model does.

Written for SQLite, and turned into PostgreSQL's way of saying the same by `for_postgres`.
"""

import re

NEW = """\
CREATE TABLE thing (
    ref TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (ref),
    CONSTRAINT thing_ref CHECK (ref = kind || ':' || key)
) WITHOUT ROWID;
CREATE TABLE conversations (
    key TEXT NOT NULL,
    plan TEXT NOT NULL,
    team TEXT NOT NULL,
    "on" DATE NOT NULL,
    person TEXT,
    channel TEXT NOT NULL,
    sees_problem TEXT,
    objection TEXT,
    reason TEXT NOT NULL,
    challenges TEXT NOT NULL,
    needed TEXT NOT NULL,
    angle TEXT,
    next_step TEXT NOT NULL,
    next_on DATE,
    source TEXT NOT NULL,
    PRIMARY KEY (key),
    CONSTRAINT conversations_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT conversations_channel CHECK (channel IN ('meeting', 'call', 'workshop', 'e-mail', 'chat', 'sheet')),
    CONSTRAINT conversations_view CHECK (sees_problem IN ('yes', 'partly', 'no')),
    CONSTRAINT conversations_objection CHECK (objection IN ('priorities', 'speed', 'own-tool', 'cost', 'other')),
    CONSTRAINT conversations_angle CHECK (angle IN ('technical', 'analytical', 'creative')),
    CONSTRAINT conversations_next CHECK (next_on >= "on"),
    FOREIGN KEY(plan) REFERENCES plans (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(person) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE notes (
    conversation TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (conversation),
    FOREIGN KEY(conversation) REFERENCES conversations (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE actions (
    key TEXT NOT NULL,
    plan TEXT NOT NULL,
    team TEXT NOT NULL,
    kind TEXT NOT NULL,
    what TEXT NOT NULL,
    owner TEXT,
    due DATE,
    state TEXT NOT NULL,
    closed_on DATE,
    said_in TEXT,
    PRIMARY KEY (key),
    CONSTRAINT actions_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT actions_kind CHECK (kind IN ('educate', 'persuade', 'approval', 'support', 'resources')),
    CONSTRAINT actions_state CHECK (state IN ('open', 'done', 'dropped')),
    FOREIGN KEY(plan) REFERENCES plans (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(owner) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(said_in) REFERENCES conversations (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE evidence (
    key TEXT NOT NULL,
    plan TEXT NOT NULL,
    team TEXT NOT NULL,
    what TEXT NOT NULL,
    asked_of TEXT NOT NULL,
    source TEXT NOT NULL,
    asked_on DATE,
    needed_by DATE,
    received_on DATE,
    shows TEXT NOT NULL,
    said_in TEXT,
    PRIMARY KEY (key),
    CONSTRAINT evidence_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT evidence_asked_of CHECK (asked_of IN ('vendor', 'peer')),
    CONSTRAINT evidence_needed CHECK (needed_by >= asked_on),
    CONSTRAINT evidence_received CHECK (received_on >= asked_on),
    FOREIGN KEY(plan) REFERENCES plans (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(said_in) REFERENCES conversations (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE needs (
    key TEXT NOT NULL,
    what TEXT NOT NULL,
    plan TEXT NOT NULL,
    team TEXT NOT NULL,
    "by" TEXT,
    agreed BOOLEAN NOT NULL,
    task TEXT,
    said_in TEXT,
    PRIMARY KEY (key),
    CONSTRAINT needs_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    FOREIGN KEY(plan) REFERENCES plans (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY("by") REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT needs_agreed CHECK (agreed IN (0, 1)),
    FOREIGN KEY(task) REFERENCES tasks (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(said_in) REFERENCES conversations (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE waivers (
    code TEXT NOT NULL,
    subject TEXT NOT NULL,
    reason TEXT NOT NULL,
    "by" TEXT NOT NULL,
    "on" DATE NOT NULL,
    until DATE NOT NULL,
    plan TEXT NOT NULL,
    PRIMARY KEY (code, subject, plan),
    CONSTRAINT waivers_code CHECK (length(code) = 6),
    CONSTRAINT waivers_until CHECK (until >= "on"),
    FOREIGN KEY(subject) REFERENCES thing (ref) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY("by") REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(plan) REFERENCES scope (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
);
"""

# Tables that gained columns, whole: SQLite cannot add a constraint to a table that is there.
GROWN = """\
CREATE TABLE people (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    team TEXT NOT NULL,
    level TEXT NOT NULL,
    title TEXT NOT NULL,
    email TEXT NOT NULL,
    PRIMARY KEY (key),
    CONSTRAINT people_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT people_level CHECK (level IN ('executive', 'leader', 'practitioner')),
    FOREIGN KEY(team) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE capabilities (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    area TEXT NOT NULL,
    governing TEXT,
    governed_by TEXT,
    governed_on DATE,
    note TEXT NOT NULL,
    gap_found DATE,
    PRIMARY KEY (key),
    CONSTRAINT capabilities_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    FOREIGN KEY(governing) REFERENCES platforms (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(governed_by) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE plans (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    start DATE NOT NULL,
    stage TEXT NOT NULL,
    platform TEXT,
    goal TEXT NOT NULL,
    manager TEXT,
    target DATE,
    idea_from TEXT,
    funded_by TEXT,
    mandate_from TEXT,
    closed DATE,
    built DATE,
    rescoped DATE,
    PRIMARY KEY (key),
    CONSTRAINT plans_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT plans_stage CHECK (stage IN ('explore', 'align', 'plan', 'build', 'launch', 'run')),
    CONSTRAINT plans_target CHECK (target >= start),
    CONSTRAINT plans_closed CHECK (closed >= start),
    FOREIGN KEY(platform) REFERENCES platforms (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(manager) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(idea_from) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(funded_by) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(mandate_from) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE participations (
    plan TEXT NOT NULL,
    team TEXT NOT NULL,
    involvement TEXT NOT NULL,
    because TEXT NOT NULL,
    critical TEXT NOT NULL,
    work INTEGER,
    influence INTEGER,
    impact TEXT NOT NULL,
    understood_by TEXT,
    capabilities INTEGER,
    said_in TEXT,
    PRIMARY KEY (plan, team),
    CONSTRAINT participations_involvement CHECK (involvement IN ('involved', 'affected', 'out')),
    CONSTRAINT participations_critical CHECK (critical IN ('yes', 'no', 'unasked')),
    CONSTRAINT participations_work CHECK (work BETWEEN 1 AND 5),
    CONSTRAINT participations_influence CHECK (influence BETWEEN 1 AND 5),
    CONSTRAINT participations_capabilities CHECK (capabilities BETWEEN 0 AND 10000),
    FOREIGN KEY(plan) REFERENCES plans (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(understood_by) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(said_in) REFERENCES conversations (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE asks (
    plan TEXT NOT NULL,
    team TEXT NOT NULL,
    kind TEXT NOT NULL,
    asked_on DATE NOT NULL,
    round INTEGER NOT NULL,
    state TEXT NOT NULL,
    "of" TEXT,
    due DATE,
    answered_on DATE,
    person TEXT,
    allocation INTEGER,
    start DATE,
    leader TEXT,
    forum TEXT NOT NULL,
    forum_on DATE,
    granted TEXT NOT NULL,
    until DATE,
    reason TEXT NOT NULL,
    resolution TEXT,
    said_in TEXT,
    PRIMARY KEY (plan, team, kind, round),
    CONSTRAINT asks_kind CHECK (kind IN ('assign', 'advocate', 'contribute')),
    CONSTRAINT asks_state CHECK (state IN ('open', 'promised', 'proven', 'refused', 'deferred', 'withdrawn')),
    CONSTRAINT asks_resolution CHECK (resolution IN ('escalate', 'substitute', 're-scope', 'accept')),
    CONSTRAINT asks_round CHECK (round BETWEEN 1 AND 1000),
    CONSTRAINT asks_allocation CHECK (allocation BETWEEN 0 AND 100),
    CONSTRAINT asks_due CHECK (due >= asked_on),
    CONSTRAINT asks_answered CHECK (answered_on >= asked_on),
    FOREIGN KEY(plan) REFERENCES plans (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY("of") REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(person) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(leader) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(said_in) REFERENCES conversations (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE tasks (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    plan TEXT NOT NULL,
    team TEXT,
    owner TEXT,
    kind TEXT NOT NULL,
    days INTEGER,
    capability TEXT,
    not_before DATE,
    percent INTEGER NOT NULL,
    started DATE,
    finished DATE,
    note TEXT NOT NULL,
    "by" TEXT,
    agreed BOOLEAN NOT NULL,
    said_in TEXT,
    PRIMARY KEY (key),
    CONSTRAINT tasks_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT tasks_kind CHECK (kind IN ('task', 'milestone', 'learning', 'alignment', 'decision',
        'communication', 'decommission', 'implementation')),
    CONSTRAINT tasks_days CHECK (days BETWEEN 0 AND 10000),
    CONSTRAINT tasks_milestone CHECK (kind <> 'milestone' OR days IS NULL OR days = 0),
    CONSTRAINT tasks_percent CHECK (percent BETWEEN 0 AND 100),
    CONSTRAINT tasks_finished CHECK (finished >= started),
    FOREIGN KEY(plan) REFERENCES plans (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(owner) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(capability) REFERENCES capabilities (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY("by") REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT tasks_agreed CHECK (agreed IN (0, 1)),
    FOREIGN KEY(said_in) REFERENCES conversations (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
"""

_FLAG = re.compile(r",\n    CONSTRAINT \w+ CHECK \(\w+ IN \(0, 1\)\)")


def statements(text: str) -> list[str]:
    """The statements of a text, each without its semicolon."""
    return [statement.strip() for statement in text.split(";\n") if statement.strip()]


def for_postgres(statement: str) -> str:
    """Texts in code point order, real booleans, and no word on where rows are kept."""
    return re.sub(r"\bTEXT\b", 'TEXT COLLATE "C"', _FLAG.sub("", statement)).removesuffix(" WITHOUT ROWID")
