import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mopsctl.model.fields import KEY_PATTERN
from mopsctl.model.slugs import plain, slug


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("Marketing Operations", "marketing-operations"),
        ("SOC / Security Analyst", "soc-security-analyst"),
        ("İstanbul Satış Ekibi", "istanbul-satis-ekibi"),
        ("IĞDIR ığdır Çağrı Üslü Öz", "igdir-igdir-cagri-uslu-oz"),
        ("Gérer les données", "gerer-les-donnees"),
        ("Straße & Æsir", "strasse-aesir"),
        ("leader's forum", "leaders-forum"),
        ("v1.2_beta", "v1.2_beta"),
        ("--_.x.-", "x"),
        ("Маркетинг", ""),
        ("🚀", ""),
        ("", ""),
        ("x" * 100, "x" * 64),
        ("a" * 63 + " bc", "a" * 63),
    ],
)
def test_a_name_suggests_a_key(name: str, key: str) -> None:
    assert slug(name) == key


@given(st.text())
def test_a_slug_is_a_valid_key_or_nothing_and_its_own_slug(name: str) -> None:
    key = slug(name)
    assert key == "" or (len(key) <= 64 and re.match(KEY_PATTERN, key))
    assert slug(key) == key


def test_names_that_look_alike_are_equal_when_plain() -> None:
    assert plain("İZMİR") == plain("izmir") == "izmir"
    assert plain("ISPARTA") == plain("ısparta")
