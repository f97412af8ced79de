"""The tables of version 3 as they were when it came out. Frozen: nothing here changes when the model does.

Written for SQLite; `version_2_tables.for_postgres` turns the new ones into PostgreSQL's way of saying the same.
"""

NEW = """\
CREATE TABLE calendars (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    week TEXT NOT NULL,
    country TEXT NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (key),
    CONSTRAINT calendars_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT calendars_week CHECK (week <> '')
) WITHOUT ROWID;
CREATE TABLE holidays (
    calendar TEXT NOT NULL,
    "on" DATE NOT NULL,
    name TEXT NOT NULL,
    works BOOLEAN NOT NULL,
    PRIMARY KEY (calendar, "on"),
    FOREIGN KEY(calendar) REFERENCES calendars (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT holidays_works CHECK (works IN (0, 1))
) WITHOUT ROWID;
CREATE TABLE days_off (
    holder TEXT NOT NULL,
    "first" DATE NOT NULL,
    "last" DATE NOT NULL,
    why TEXT NOT NULL,
    PRIMARY KEY (holder, "first"),
    CONSTRAINT days_off_last CHECK ("last" >= "first"),
    FOREIGN KEY(holder) REFERENCES holder (ref) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE conditions (
    key TEXT NOT NULL,
    what TEXT NOT NULL,
    task TEXT NOT NULL,
    owner TEXT,
    due DATE,
    met DATE,
    PRIMARY KEY (key),
    CONSTRAINT conditions_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    FOREIGN KEY(task) REFERENCES tasks (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(owner) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE leads (
    task TEXT NOT NULL,
    team TEXT NOT NULL,
    days INTEGER NOT NULL,
    aligned DATE,
    PRIMARY KEY (task, team),
    CONSTRAINT leads_days CHECK (days BETWEEN 0 AND 10000),
    FOREIGN KEY(task) REFERENCES tasks (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE baselines (
    key TEXT NOT NULL,
    plan TEXT NOT NULL,
    "on" DATE NOT NULL,
    note TEXT NOT NULL,
    PRIMARY KEY (key),
    CONSTRAINT baselines_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    FOREIGN KEY(plan) REFERENCES plans (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE baseline_dates (
    baseline TEXT NOT NULL,
    task TEXT NOT NULL,
    start DATE NOT NULL,
    finish DATE NOT NULL,
    PRIMARY KEY (baseline, task),
    CONSTRAINT baseline_dates_finish CHECK (finish >= start),
    FOREIGN KEY(baseline) REFERENCES baselines (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(task) REFERENCES tasks (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE digests (
    plan TEXT NOT NULL,
    team TEXT NOT NULL,
    "on" DATE NOT NULL,
    serial INTEGER NOT NULL,
    PRIMARY KEY (plan, team),
    CONSTRAINT digests_serial CHECK (serial BETWEEN 0 AND 2000000000),
    FOREIGN KEY(plan) REFERENCES plans (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
"""

# Tables that gained columns, whole: SQLite cannot add a constraint to a table that is there.
GROWN = """\
CREATE TABLE teams (
    key TEXT NOT NULL,
    name TEXT NOT NULL,
    covers TEXT NOT NULL,
    note TEXT NOT NULL,
    calendar TEXT,
    capacity INTEGER,
    PRIMARY KEY (key),
    CONSTRAINT teams_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT teams_capacity CHECK (capacity BETWEEN 0 AND 10000),
    FOREIGN KEY(calendar) REFERENCES calendars (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
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
    decide_by DATE,
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
    calendar TEXT,
    PRIMARY KEY (key),
    CONSTRAINT plans_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT plans_stage CHECK (stage IN ('explore', 'align', 'plan', 'build', 'launch', 'run')),
    CONSTRAINT plans_target CHECK (target >= start),
    CONSTRAINT plans_closed CHECK (closed >= start),
    FOREIGN KEY(platform) REFERENCES platforms (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(manager) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(idea_from) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(funded_by) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(mandate_from) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(calendar) REFERENCES calendars (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
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
    review_by DATE,
    align_by DATE,
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
    must_by DATE,
    days_low INTEGER,
    days_high INTEGER,
    share INTEGER NOT NULL,
    ref TEXT NOT NULL,
    PRIMARY KEY (key),
    CONSTRAINT tasks_key CHECK (length(key) BETWEEN 1 AND 64 AND replace(key, ':', '') = key),
    CONSTRAINT tasks_kind CHECK (kind IN ('task', 'milestone', 'learning', 'alignment', 'decision',
        'communication', 'decommission', 'implementation')),
    CONSTRAINT tasks_days CHECK (days BETWEEN 0 AND 10000),
    CONSTRAINT tasks_milestone CHECK (kind <> 'milestone' OR days IS NULL OR days = 0),
    CONSTRAINT tasks_percent CHECK (percent BETWEEN 0 AND 100),
    CONSTRAINT tasks_finished CHECK (finished >= started),
    CONSTRAINT tasks_days_low CHECK (days_low BETWEEN 0 AND 10000),
    CONSTRAINT tasks_days_high CHECK (days_high BETWEEN 0 AND 10000),
    CONSTRAINT tasks_optimistic CHECK (days_low <= days),
    CONSTRAINT tasks_pessimistic CHECK (days_high >= days),
    CONSTRAINT tasks_estimates CHECK (days_low <= days_high),
    CONSTRAINT tasks_share CHECK (share BETWEEN 0 AND 100),
    FOREIGN KEY(plan) REFERENCES plans (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(team) REFERENCES teams (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(owner) REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY(capability) REFERENCES capabilities (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY("by") REFERENCES people (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    CONSTRAINT tasks_agreed CHECK (agreed IN (0, 1)),
    FOREIGN KEY(said_in) REFERENCES conversations (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
CREATE TABLE links (
    "before" TEXT NOT NULL,
    "after" TEXT NOT NULL,
    kind TEXT NOT NULL,
    lag INTEGER NOT NULL,
    PRIMARY KEY ("before", "after", kind),
    CONSTRAINT links_itself CHECK ("before" <> "after"),
    CONSTRAINT links_kind CHECK (kind IN ('FS', 'SS', 'FF', 'SF')),
    CONSTRAINT links_lag CHECK (lag BETWEEN -10000 AND 10000),
    FOREIGN KEY("before") REFERENCES tasks (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    FOREIGN KEY("after") REFERENCES tasks (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED
) WITHOUT ROWID;
"""

# The same for PostgreSQL, which adds the columns to the tables that are there.
POSTGRES_GROWN = """\
ALTER TABLE teams
    ADD COLUMN calendar TEXT COLLATE "C"
        REFERENCES calendars (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED,
    ADD COLUMN capacity INTEGER CONSTRAINT teams_capacity CHECK (capacity BETWEEN 0 AND 10000);
ALTER TABLE capabilities ADD COLUMN decide_by DATE;
ALTER TABLE plans ADD COLUMN calendar TEXT COLLATE "C"
    REFERENCES calendars (key) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;
ALTER TABLE participations ADD COLUMN review_by DATE, ADD COLUMN align_by DATE;
ALTER TABLE tasks
    ADD COLUMN must_by DATE,
    ADD COLUMN days_low INTEGER CONSTRAINT tasks_days_low CHECK (days_low BETWEEN 0 AND 10000),
    ADD COLUMN days_high INTEGER CONSTRAINT tasks_days_high CHECK (days_high BETWEEN 0 AND 10000),
    ADD COLUMN share INTEGER NOT NULL DEFAULT 100 CONSTRAINT tasks_share CHECK (share BETWEEN 0 AND 100),
    ADD COLUMN ref TEXT COLLATE "C" NOT NULL DEFAULT '',
    ADD CONSTRAINT tasks_optimistic CHECK (days_low <= days),
    ADD CONSTRAINT tasks_pessimistic CHECK (days_high >= days),
    ADD CONSTRAINT tasks_estimates CHECK (days_low <= days_high);
ALTER TABLE tasks ALTER COLUMN share DROP DEFAULT, ALTER COLUMN ref DROP DEFAULT;
ALTER TABLE links
    ADD COLUMN kind TEXT COLLATE "C" NOT NULL DEFAULT 'FS'
        CONSTRAINT links_kind CHECK (kind IN ('FS', 'SS', 'FF', 'SF')),
    ADD COLUMN lag INTEGER NOT NULL DEFAULT 0 CONSTRAINT links_lag CHECK (lag BETWEEN -10000 AND 10000),
    DROP CONSTRAINT links_pkey,
    ADD PRIMARY KEY (before, after, kind);
ALTER TABLE links ALTER COLUMN kind DROP DEFAULT, ALTER COLUMN lag DROP DEFAULT;
"""
