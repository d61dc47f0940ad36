"""Single values: in the configuration, in the environment, and as answers to `init`.

Each is said together with its place: the file's line and key, the variable, or the flag. `value` comes quoted and shortened.
A sentence that says what must be has no next step.
"""

from __future__ import annotations

from followbot.errors import BadValue

# --- texts ----------------------------------------------------------------------------------------------------------


def empty() -> BadValue:
    """A value that has to say something was left empty."""
    return BadValue("must not be empty.")


def not_one_line() -> BadValue:
    """The value ends up in a header or a table, where a line break does harm."""
    return BadValue("must be one line without control characters.")


def control_characters() -> BadValue:
    """The value holds a byte that no text has."""
    return BadValue("must not hold control characters.")


def no_account_name(value: str) -> BadValue:
    """Account names are typed in the shell."""
    return BadValue(f"{value} is no account name.", "Use up to 64 letters, digits, blanks and . _ - @ +.")


def same_account_name(first: int) -> BadValue:
    """Account names are what positions, secrets and `auth login` go by."""
    return BadValue(f"accounts[{first}] has the same name.", "Give each account its own.")


# --- times ----------------------------------------------------------------------------------------------------------


def no_duration(value: str) -> BadValue:
    """The value is no number with a unit; months have no fixed length."""
    return BadValue(f"{value} is not a duration.", "Write a number and a unit: 15min, 24h, 7d.")


def too_long(value: str) -> BadValue:
    """Beyond ten years a duration is a slip of the finger."""
    return BadValue(f"{value} is longer than ten years.", "Write a shorter one.")


def no_time(value: str) -> BadValue:
    """The value is no time of a 24-hour clock."""
    return BadValue(f"{value} is not a time of day.", 'Write it like "09:00" or "17:30".')


def no_zone(value: str, hint: str) -> BadValue:
    """The name is not in the time zone database of this machine."""
    return BadValue(f"{value} is not a known time zone.", hint)


def out_of_order(earlier: str, later: str) -> BadValue:
    """One of the two would never come."""
    return BadValue(f"{earlier} must be less than {later}.")


def nothing() -> BadValue:
    """The duration is one that has to pass."""
    return BadValue("must be more than nothing.")


def retention_too_short(least: str) -> BadValue:
    """What is forgotten while its event is still read is found again."""
    return BadValue(f"must be at least {least}, or what is forgotten is found again.")


# --- people and places ----------------------------------------------------------------------------------------------


def no_email(value: str) -> BadValue:
    """The value is no bare address."""
    return BadValue(f"{value} is not an e-mail address.", "Write it like jane@example.com, without a name.")


def no_country(value: str) -> BadValue:
    """The value is no code of ISO 3166."""
    return BadValue(f"{value} is not a country code.", "Write two letters like DE, or DE-BY with its region.")


def no_country_but_gb(value: str) -> BadValue:
    """UK is not the code that ISO 3166 gives the United Kingdom."""
    return BadValue(f"{value} is not a country code.", "The code of the United Kingdom is GB.")


def no_language(value: str, known: str) -> BadValue:
    """Templates exist for some languages only."""
    return BadValue(f"{value} is not a language followbot writes.", f"Use one of {known}.")


def no_inner_folder(value: str) -> BadValue:
    """The name would lead out of the mailbox."""
    return BadValue(f"{value} is not a folder inside the mailbox.", "Name it relative to the mailbox, like Drafts.")


def unknown_home(value: str) -> BadValue:
    """The path begins with a user's name that this machine does not know."""
    return BadValue(f"{value} starts at a home folder that is unknown here.", "Write the whole path.")


def nothing_there(path: str) -> BadValue:
    """An answer to `init` names a file or folder that is not there."""
    return BadValue(f"{path} does not exist.", "Check the path, or make it first.")


# --- addresses ------------------------------------------------------------------------------------------------------


def no_url(value: str) -> BadValue:
    """The value is no URL, or holds a blank."""
    return BadValue(f"{value} is not a URL.", "Write it like https://example.com/path.")


def url_with_login() -> BadValue:
    """A password in a URL ends up in logs; the URL is not quoted, because it holds one."""
    return BadValue("a URL here must not hold a user name or password.", "Take them out; `followbot auth login` asks.")


def url_unencrypted(value: str) -> BadValue:
    """Without encryption anybody on the way could read along."""
    return BadValue(
        f"{value} must start with https:// (plain http only for this machine, like http://127.0.0.1:8080).",
        "Write the https address.",
    )


def feed_unsafe() -> BadValue:
    """A calendar's secret address works as a password, so it is neither quoted nor sent in the clear."""
    return BadValue(
        "a calendar's URL must start with https:// and hold no user name or password.", "Copy it again as it is shown."
    )


def no_database_url() -> BadValue:
    """The value is no database URL; it is not quoted, because it may hold a password."""
    return BadValue("is not a database URL.", "Write it like sqlite:///~/followbot.db.")


def store_in_memory() -> BadValue:
    """A store in memory would forget its drafts at each start."""
    return BadValue("must name a file; a store in memory would forget its drafts.", "Write sqlite:///~/followbot.db.")


# --- secrets --------------------------------------------------------------------------------------------------------


def secret_here() -> BadValue:
    """The key's name says that its value is a secret."""
    return BadValue(
        "secrets do not belong in this file.",
        "Remove it and run `followbot auth login`, which keeps them encrypted.",
    )


def client_secret_here() -> BadValue:
    """Google's client secret comes in a file of its own."""
    return BadValue(
        "secrets do not belong in this file.",
        "Name the JSON file that holds it under google.client_secrets instead.",
    )


def database_password_here() -> BadValue:
    """The environment may carry a password of the store, the file may not."""
    return BadValue("a password does not belong in this file.", "Set the whole URL as FOLLOWBOT_STORE__URL instead.")


# --- keys and shapes ------------------------------------------------------------------------------------------------


def no_account() -> BadValue:
    """Without an account there is nothing to look at."""
    return BadValue("must hold at least one account.", "Add one; `followbot config example` shows how.")


def key_missing(meaning: str) -> BadValue:
    """A key that has no default is not there."""
    return BadValue(f"is missing ({meaning}).")


def key_unknown(hint: str) -> BadValue:
    """No section of followbot has such a key: a slip, or another program's."""
    return BadValue("there is no such key.", hint)


def key_elsewhere(place: str) -> BadValue:
    """The key exists, in another section."""
    return BadValue("there is no such key here.", f"Did you mean {place}?")


def key_of_other_provider(name: str) -> BadValue:
    """The section belongs to another provider than the account has."""
    return BadValue("belongs to another provider.", f"Remove it, or set `provider: {name}`.")


def key_twice(line: int) -> BadValue:
    """YAML would silently take the last one."""
    return BadValue(f"this key is here twice; the first one stands in line {line}.")


def key_not_plain() -> BadValue:
    """YAML allows lists and sections as keys; here they are slips."""
    return BadValue("a key must be plain text; [, {, * and ? begin something else.", "Put it into quotes.")


def aliases(hint: str) -> BadValue:
    """A file with aliases can multiply itself."""
    return BadValue("aliases are not supported.", hint)


def tags(hint: str) -> BadValue:
    """Tags make values of other types, which followbot reads by itself."""
    return BadValue("tags are not supported.", hint)


def variable_of_accounts() -> BadValue:
    """Accounts are a list, and variables have no names for its places."""
    return BadValue("accounts cannot be set by a variable.", "Write them into the file.")


def variable_unknown(hint: str) -> BadValue:
    """A variable begins with FOLLOWBOT_ and names no key."""
    return BadValue("no configuration key has this name.", hint)


def not_one_of(expected: str, value: str, hint: str) -> BadValue:
    """The key knows some values only."""
    return BadValue(f"must be {expected}, not {value}.", hint)


def provider_not_given(others: str) -> BadValue:
    """Each account is somewhere."""
    return BadValue("is missing.", f"Add `provider: local` (or {others}).")


def no_section() -> BadValue:
    """One value stands where several belong."""
    return BadValue("must be a section.", "Write lines of `key: value`, indented below it.")


def no_list() -> BadValue:
    """One value stands where a list belongs."""
    return BadValue("must be a list.", "Put each item on its own line, beginning with `- `.")


def no_single_value() -> BadValue:
    """A list or a section stands where one value belongs."""
    return BadValue("must be one value, not a list or a section.")


def empty_item() -> BadValue:
    """A list has a line with nothing but a dash."""
    return BadValue("is an empty item.", "Remove it.")


def no_whole_number(value: str) -> BadValue:
    """The key counts something."""
    return BadValue(f"{value} is not a whole number.", "Write digits alone.")


def no_switch(value: str) -> BadValue:
    """The key is on or off."""
    return BadValue(f"must be true or false, not {value}.")


def out_of_bounds(bound: str, limit: str, value: str) -> BadValue:
    """The number is outside of what makes sense."""
    return BadValue(f"must be {bound} {limit}, not {value}.")


def local_without_anything() -> BadValue:
    """A local account names neither calendars nor mail."""
    return BadValue("needs calendars, a maildir, or both.", "Name a calendar file or the folder of your mail.")


def llm_missing() -> BadValue:
    """`composer: llm` says which model nowhere."""
    return BadValue("is missing: `use: llm` needs its base_url and model.", "Add both, or set `composer: template`.")


# --- answers --------------------------------------------------------------------------------------------------------


def no_answer() -> BadValue:
    """A question of `init` that has no default was left empty."""
    return BadValue("it is empty.", "Type an answer.")


def no_provider(known: str) -> BadValue:
    """followbot knows four kinds of accounts."""
    return BadValue(f"it is one of {known}.", "Type one of these words.")


def not_listed(name: str) -> BadValue:
    """The number or name is on no line of the list."""
    return BadValue(f"there is no calendar {name} on the list.", "Type numbers or names as they stand there.")
