"""The tables of version 4 as they were when it came out. Frozen: nothing here changes when the model does.

Written for SQLite; `version_2_tables.for_postgres` turns the new ones into PostgreSQL's way of saying the same.
"""

NEW = """\
CREATE TABLE letters (
    letter TEXT NOT NULL,
    word TEXT NOT NULL,
    duty TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (letter),
    CONSTRAINT letters_letter CHECK (length(letter) = 1 AND letter BETWEEN 'A' AND 'Z'),
    CONSTRAINT letters_duty CHECK (duty IN ('answers', 'does', 'asked', 'told')),
    CONSTRAINT letters_place CHECK (place BETWEEN 0 AND 10000)
) WITHOUT ROWID;
CREATE TABLE reach (
    key TEXT NOT NULL,
    PRIMARY KEY (key)
) WITHOUT ROWID;
CREATE TABLE topics (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    needs TEXT NOT NULL,
    question TEXT NOT NULL,
    place INTEGER NOT NULL,
    PRIMARY KEY (key),
    CONSTRAINT topics_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT topics_needs CHECK (needs IN ('decide', 'perform')),
    CONSTRAINT topics_place CHECK (place BETWEEN 0 AND 10000)
) WITHOUT ROWID;
CREATE TABLE datasets (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    kind TEXT NOT NULL,
    owner TEXT,
    note TEXT NOT NULL,
    PRIMARY KEY (key),
    CONSTRAINT datasets_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT datasets_kind CHECK (kind IN ('data', 'metric')),
    FOREIGN KEY(owner) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE rights (
    topic TEXT NOT NULL,
    part TEXT NOT NULL,
    holder TEXT NOT NULL,
    platform TEXT NOT NULL,
    state TEXT NOT NULL,
    confirmed DATE,
    confirmed_by TEXT,
    PRIMARY KEY (topic, part, holder, platform, state),
    CONSTRAINT rights_part CHECK (part IN ('recommend', 'agree', 'perform', 'input', 'decide')),
    CONSTRAINT rights_state CHECK (state IN ('as-is', 'to-be')),
    FOREIGN KEY(topic) REFERENCES topics (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(holder) REFERENCES holder (ref) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(platform) REFERENCES reach (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(confirmed_by) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE truths (
    dataset TEXT NOT NULL,
    platform TEXT NOT NULL,
    PRIMARY KEY (dataset, platform),
    FOREIGN KEY(dataset) REFERENCES datasets (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(platform) REFERENCES platforms (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE activities (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    capability TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (key),
    CONSTRAINT activities_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    FOREIGN KEY(capability) REFERENCES capabilities (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE dispositions (
    capability TEXT NOT NULL,
    platform TEXT NOT NULL,
    fate TEXT NOT NULL,
    "on" DATE,
    successor TEXT,
    decided_by TEXT,
    decided_on DATE,
    note TEXT NOT NULL,
    PRIMARY KEY (capability, platform),
    CONSTRAINT dispositions_fate CHECK (fate IN ('keep', 'migrate', 'retire')),
    FOREIGN KEY(capability) REFERENCES capabilities (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(platform) REFERENCES platforms (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(successor) REFERENCES platforms (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(decided_by) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE interactions (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    giver TEXT NOT NULL,
    receiver TEXT NOT NULL,
    kind TEXT NOT NULL,
    cadence TEXT NOT NULL,
    source TEXT NOT NULL,
    capability TEXT,
    giver_confirmed DATE,
    receiver_confirmed DATE,
    note TEXT NOT NULL,
    PRIMARY KEY (key),
    CONSTRAINT interactions_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT interactions_kind CHECK (kind IN ('hand-over', 'service', 'insight')),
    FOREIGN KEY(giver) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(receiver) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(capability) REFERENCES capabilities (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE assessments (
    team TEXT NOT NULL,
    capability TEXT NOT NULL,
    "on" DATE NOT NULL,
    performance INTEGER,
    strengths TEXT NOT NULL,
    challenges TEXT NOT NULL,
    improvement TEXT NOT NULL,
    task TEXT,
    PRIMARY KEY (team, capability),
    CONSTRAINT assessments_performance CHECK (performance BETWEEN 1 AND 5),
    FOREIGN KEY(team) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(capability) REFERENCES capabilities (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(task) REFERENCES tasks (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE handovers (
    plan TEXT NOT NULL,
    subject TEXT NOT NULL,
    giver TEXT NOT NULL,
    receiver TEXT,
    agreed_by TEXT,
    agreed_on DATE,
    communicated DATE,
    afterwards TEXT NOT NULL,
    transfer TEXT,
    communication TEXT,
    decommission TEXT,
    PRIMARY KEY (plan, subject, giver),
    FOREIGN KEY(plan) REFERENCES plans (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(subject) REFERENCES subject (ref) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(giver) REFERENCES holder (ref) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(receiver) REFERENCES holder (ref) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(agreed_by) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(transfer) REFERENCES tasks (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(communication) REFERENCES tasks (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(decommission) REFERENCES tasks (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
"""

# Tables that gained columns, or take more than before, whole: SQLite cannot change a constraint.
GROWN = """\
CREATE TABLE holder (
    ref TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (ref),
    CONSTRAINT holder_kind CHECK (kind IN ('team', 'person', 'position')),
    CONSTRAINT holder_ref CHECK (ref = kind || ':' || key)
) WITHOUT ROWID;
CREATE TABLE subject (
    ref TEXT NOT NULL,
    kind TEXT NOT NULL,
    key TEXT NOT NULL,
    PRIMARY KEY (ref),
    CONSTRAINT subject_kind CHECK (kind IN ('capability', 'activity', 'platform', 'task')),
    CONSTRAINT subject_ref CHECK (ref = kind || ':' || key)
) WITHOUT ROWID;
CREATE TABLE platforms (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    status TEXT NOT NULL,
    vendor TEXT NOT NULL,
    cost BIGINT,
    currency TEXT NOT NULL,
    system_owner TEXT,
    budget_owner TEXT,
    manager TEXT,
    contract_end DATE,
    note TEXT NOT NULL,
    layer TEXT NOT NULL,
    budget BIGINT,
    notice_by DATE,
    live_on DATE,
    retire_on DATE,
    successor TEXT,
    PRIMARY KEY (key),
    CONSTRAINT platforms_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT platforms_status CHECK (status IN ('proposed', 'live', 'retiring', 'retired')),
    CONSTRAINT platforms_cost CHECK (cost BETWEEN 0 AND 1000000000000),
    CONSTRAINT platforms_budget CHECK (budget BETWEEN 0 AND 1000000000000),
    CONSTRAINT platforms_retire CHECK (retire_on >= live_on),
    FOREIGN KEY(system_owner) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(budget_owner) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(manager) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(successor) REFERENCES platforms (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE assignments (
    subject TEXT NOT NULL,
    holder TEXT NOT NULL,
    letter TEXT NOT NULL,
    state TEXT NOT NULL,
    plan TEXT NOT NULL,
    agreed BOOLEAN NOT NULL,
    agreed_by TEXT,
    agreed_on DATE,
    PRIMARY KEY (subject, holder, letter, state, plan),
    CONSTRAINT assignments_letter CHECK (length(letter) = 1 AND letter BETWEEN 'A' AND 'Z'),
    CONSTRAINT assignments_state CHECK (state IN ('as-is', 'to-be')),
    CONSTRAINT assignments_plan CHECK ((state = 'as-is') = (plan = '')),
    FOREIGN KEY(subject) REFERENCES subject (ref) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(holder) REFERENCES holder (ref) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(plan) REFERENCES scope (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT assignments_agreed CHECK (agreed IN (0, 1)),
    FOREIGN KEY(agreed_by) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
"""

# The same for PostgreSQL, which changes the tables that are there.
POSTGRES_GROWN = """\
ALTER TABLE holder
    DROP CONSTRAINT holder_kind,
    ADD CONSTRAINT holder_kind CHECK (kind IN ('team', 'person', 'position'));
ALTER TABLE subject
    DROP CONSTRAINT subject_kind,
    ADD CONSTRAINT subject_kind CHECK (kind IN ('capability', 'activity', 'platform', 'task'));
ALTER TABLE platforms
    ADD COLUMN layer TEXT COLLATE "C" NOT NULL DEFAULT '',
    ADD COLUMN budget BIGINT CONSTRAINT platforms_budget CHECK (budget BETWEEN 0 AND 1000000000000),
    ADD COLUMN notice_by DATE,
    ADD COLUMN live_on DATE,
    ADD COLUMN retire_on DATE,
    ADD COLUMN successor TEXT COLLATE "C"
        REFERENCES platforms (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    ADD CONSTRAINT platforms_retire CHECK (retire_on >= live_on);
ALTER TABLE platforms ALTER COLUMN layer DROP DEFAULT;
ALTER TABLE assignments
    DROP CONSTRAINT assignments_letter,
    ADD CONSTRAINT assignments_letter CHECK (length(letter) = 1 AND letter BETWEEN 'A' AND 'Z');
"""
