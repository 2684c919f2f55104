"""Changes to a report that change nothing of who went where: a dateline, a government, a person named after a place, markup."""

from __future__ import annotations

import html
import random
from dataclasses import dataclass

from routes.model import Leg, Mentions

# A sentence in which a capital stands for a government, and one in which a person bears a place's name; their number is as good as
# endless, since both halves vary.
CAPITALS = {
    "en": ("Washington", "Paris", "Ankara", "Beijing", "Tokyo"),
    "fr": ("Washington", "Paris", "Ankara", "Pékin", "Tokyo"),
    "es": ("Washington", "París", "Ankara", "Pekín", "Tokio"),
    "de": ("Washington", "Paris", "Ankara", "Peking", "Tokio"),
    "ru": ("Вашингтон", "Париж", "Пекин", "Токио", "Берлин"),
    "uk": ("Вашингтон", "Париж", "Пекін", "Токіо", "Берлін"),
    "it": ("Washington", "Parigi", "Ankara", "Pechino", "Tokyo"),
    "pt": ("Washington", "Paris", "Ancara", "Pequim", "Tóquio"),
}
GOVERNS = {
    "en": ("{} denies everything.", "{} rejected the accusation.", "{} wants answers."),
    "fr": ("{} dément tout.", "{} rejette ces accusations.", "{} exige des réponses."),
    "es": ("{} niega todo.", "{} rechaza las acusaciones.", "{} exige respuestas."),
    "de": ("{} dementiert alles.", "{} weist die Vorwürfe zurück.", "{} fordert Antworten."),
    "ru": ("{} всё отрицает.", "{} отвергает обвинения.", "{} требует ответа."),
    "uk": ("{} усе заперечує.", "{} відкидає звинувачення.", "{} вимагає відповіді."),
    "it": ("{} smentisce tutto.", "{} respinge le accuse.", "{} chiede risposte."),
    "pt": ("{} nega tudo.", "{} rejeita as acusações.", "{} exige respostas."),
}
PERSONS = {
    "en": ("The analyst {} declined to comment.", "“We saw nothing,” said {}."),
    "fr": ("L'analyste {} n'a pas souhaité s'exprimer.", "« Nous n'avons rien vu », a dit {}."),
    "es": ("El analista {} no quiso hacer comentarios.", "«No vimos nada», dijo {}."),
    "de": ("Der Analyst {} wollte sich nicht äußern.", "„Wir haben nichts gesehen“, sagte {}."),
    "ru": ("Аналитик {} отказался от комментариев.", "«Мы ничего не видели», — сказал {}."),
    "uk": ("Аналітик {} відмовився від коментарів.", "«Ми нічого не бачили», — сказав {}."),
    "it": ("L'analista {} non ha voluto commentare.", "«Non abbiamo visto nulla», ha detto {}."),
    "pt": ("O analista {} não quis comentar.", "«Não vimos nada», disse {}."),
}
LATIN = ("John Washington", "Paul Hamburg", "Maria Valencia", "David London", "Anna Florence", "Peter Lyon", "Robert Boston", "Jack London")
CYRILLIC = {
    "ru": ("Иван Астраханцев", "Пётр Ростовский", "Анна Варшавская", "Сергей Казанцев", "Михаил Киевский"),
    "uk": ("Іван Полтавець", "Петро Ростовський", "Анна Варшавська", "Сергій Київський", "Михайло Одеський"),
}
DATELINES = {
    "en": ("GENEVA (Agency) — ", "LONDON, 3 March. "), "fr": ("GENÈVE (Agence) — ", "Genève, le 3 mars. "),
    "es": ("GINEBRA (Agencia) — ", "Ginebra, 3 de marzo. "), "de": ("GENF (Agentur) – ", "Genf, 3. März. "),
    "ru": ("ЖЕНЕВА, 3 марта. ", "Женева (агентство) — "), "uk": ("ЖЕНЕВА, 3 березня. ", "Женева (агентство) — "),
    "it": ("GINEVRA (Agenzia) — ", "Ginevra, 3 marzo. "), "pt": ("GENEBRA (Agência) — ", "Genebra, 3 de março. "),
}  # fmt: skip
KINDS = ("dateline", "government", "person", "markup")


@dataclass(frozen=True)
class Mutation:
    """A changed report: what was done to it, its bytes, the ending of the file they would be, and what was added."""

    kind: str
    data: bytes
    suffix: str
    added: str


def mutate(text: str, language: str, number: int, *, dated: bool) -> Mutation:
    """Return a report with one change; the same number gives the same change. One with a dateline (``dated``) is given no other."""
    dice = random.Random(number)
    kind = KINDS[number % len(KINDS)]
    kind = "government" if dated and kind == "dateline" else kind
    paragraphs = text.strip().split("\n\n")
    if kind == "markup":
        body = "\n".join(f"<p>{html.escape(p)}</p>" for p in paragraphs)
        page = f'<!DOCTYPE html><html lang="{language}"><head><meta charset="utf-8"><title>x</title></head><body><article>{body}</article>'
        return Mutation(kind, f"{page}</body></html>".encode(), ".html", "")
    if kind == "dateline":
        added = dice.choice(DATELINES[language])
        return Mutation(kind, (added + text.strip()).encode(), ".txt", added)
    if kind == "government":
        added = dice.choice(GOVERNS[language]).format(dice.choice(CAPITALS[language]))
    else:
        added = dice.choice(PERSONS[language]).format(dice.choice(CYRILLIC.get(language, LATIN)))
    where = dice.randrange(len(paragraphs) + 1)
    if where == len(paragraphs) or dice.random() < 0.5:
        paragraphs.insert(where, added)
    else:
        paragraphs[where] = f"{paragraphs[where]} {added}"
    return Mutation(kind, "\n\n".join(paragraphs).encode(), ".txt", added)


def legs_of(mentions: Mentions) -> list[tuple[str, str, str, str]]:
    """Return the legs by the writing of their ends, so that offsets do not matter."""
    names = {t.id: t.surface for t in mentions.toponyms}

    def told(leg: Leg) -> tuple[str, str, str, str]:
        return names.get(leg.origin, ""), names.get(leg.destination, ""), leg.mode, leg.status

    return [told(leg) for leg in mentions.legs]
