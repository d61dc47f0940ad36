"""The configuration file as a whole, and the templates beside it. What is wrong with single values is in `values`."""

from __future__ import annotations

from pathlib import Path

from followbot.errors import ConfigurationError

_WRITE_ONE = "Run `followbot init` to write one, or start from `followbot config example`."


def template_unusable(fault: str) -> ConfigurationError:
    """A file in the folder `templates` beside the configuration does not fit its place."""
    return ConfigurationError(f"A template of yours cannot be used. {fault}", "Mend it, or take it away.")


def provider_missing(account: str, provider: str) -> ConfigurationError:
    """The account's provider has no adapter in this installation."""
    return ConfigurationError(
        f"Account “{account}”: the provider {provider} is not part of this version of followbot.",
        "Use `provider: local` for mail and calendars in files.",
    )


def login_missing(account: str, provider: str) -> ConfigurationError:
    """The account's provider has no login in this installation."""
    return ConfigurationError(
        f"Account “{account}”: logging in to {provider} is not part of this version of followbot.",
        "Use another `provider`; `followbot config example` shows them all.",
    )


def template_unreadable(path: Path) -> ConfigurationError:
    """A file in the folder `templates` is not text, or this user may not read it."""
    return ConfigurationError(f"The template {path} cannot be read.", "It must be a UTF-8 text file.")


def not_yaml(path: Path, where: str, fault: str) -> ConfigurationError:
    """The file breaks a rule of YAML."""
    return ConfigurationError(
        f"{path}{where}: {fault}", "Correct that line; `followbot config example` shows how it is written."
    )


def control_character(path: Path, line: int) -> ConfigurationError:
    """The file holds a byte that no text has."""
    return ConfigurationError(
        f"{path}, line {line}: a control character is not allowed here.", "Delete it; retyping the line helps."
    )


def file_empty(path: Path) -> ConfigurationError:
    """The file has no content, or nothing but comments."""
    return ConfigurationError(f"{path} is empty.", _WRITE_ONE)


def file_is_no_configuration(path: Path, kind: str) -> ConfigurationError:
    """The file's outermost level is no list of sections."""
    return ConfigurationError(f"{path} holds {kind} where `profile:`, `accounts:` and so on are expected.", _WRITE_ONE)


def file_missing(path: Path) -> ConfigurationError:
    """Nothing lies at the default place, or at the one that --config or FOLLOWBOT_CONFIG names."""
    return ConfigurationError(
        f"There is no configuration file {path}.", "Run `followbot init`, or name another one with --config."
    )


def file_is_folder(path: Path) -> ConfigurationError:
    """--config or FOLLOWBOT_CONFIG names a folder."""
    return ConfigurationError(f"{path} is a folder.", "Name the configuration file itself.")


def file_unreadable(path: Path, reason: str) -> ConfigurationError:
    """This user may not read the file, or the disk fails."""
    return ConfigurationError(
        f"{path} cannot be read: {reason}.", "Check the file's permissions, or name another one with --config."
    )


def bad_file_name(name: str) -> ConfigurationError:
    """The name given holds a character that no file name may hold."""
    return ConfigurationError(f"{name} cannot be the name of a configuration file.", "Name another one with --config.")


def file_too_large(path: Path, megabytes: int) -> ConfigurationError:
    """A configuration is a page or two."""
    return ConfigurationError(
        f"{path} is larger than {megabytes} MB: it cannot be a followbot configuration.",
        "Name the right file with --config.",
    )


def not_utf8(path: Path, line: int) -> ConfigurationError:
    """The editor saved the file in an older encoding."""
    return ConfigurationError(f"{path}, line {line}: this is not UTF-8 text.", "Save the file as UTF-8.")


def goes_on(where: str) -> ConfigurationError:
    """YAML begins a second document at a line `---`."""
    return ConfigurationError(f"{where}: the file must not go on after a line `---`.", "Remove it.")


def nested_too_deeply(path: Path, line: int) -> ConfigurationError:
    """Twenty levels are more than any configuration has."""
    return ConfigurationError(
        f"{path}, line {line}: this is nested too deeply.",
        "Close the brackets, and indent sections as `followbot config example` does.",
    )
