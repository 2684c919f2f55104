"""Settings: by argument, by environment, by file, in this order."""

from pathlib import Path

import pytest

from routes.errors import SettingsError
from routes.settings import Settings, load


def test_defaults_file_environment_and_arguments_in_this_order(tmp_path: Path) -> None:
    assert load(folder=tmp_path, environment={}) == Settings()
    (tmp_path / "routes.toml").write_text('worldview = "defacto"\ncontact = "a@b.org"\nonline = true\n', "utf-8")
    assert load(folder=tmp_path, environment={}) == Settings(worldview="defacto", contact="a@b.org", online=True)
    variables = {"ROUTES_WORLDVIEW": "un", "ROUTES_ONLINE": "0", "ROUTES_DATA": "/x", "ROUTES_CACHE": "/y"}
    assert load(folder=tmp_path, environment=variables) == Settings(worldview="un", contact="a@b.org")
    assert load({"worldview": "defacto", "language": None}, folder=tmp_path, environment=variables).worldview == "defacto"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('worldveiw = "un"', "routes.toml has no setting 'worldveiw'; did you mean 'worldview'?"),
        ("online = 1", "routes.toml: online has to be true or false."),
        ("contact = 5", "routes.toml: contact has to be a text in quotes."),
        ("contact =", "routes.toml cannot be read: Invalid value (at end of document)."),
    ],
)
def test_a_slip_in_the_file_is_one_sentence(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "routes.toml").write_text(text, "utf-8")
    with pytest.raises(SettingsError) as caught:
        load(folder=tmp_path, environment={})
    assert str(caught.value) == message


def test_a_slip_in_the_environment(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"^ROUTES_ONLINE is 'perhaps'; use 1 or 0\.$"):
        load(folder=tmp_path, environment={"ROUTES_ONLINE": "perhaps"})
