"""Two thousand made paragraphs, from a fixed seed: sentences of our own words and patterns, no two alike."""

import random

PEOPLE = """Ada Brask|Jonas Müller|Zoë Fjelland|José Ibáñez|Łucja Wróbel|Anaïs Lefèvre|Nils Ångström|Márton Szőke|Ines Kaya|Owen Fitch
Håkon Dahl|Béatrice Aubin|Tomáš Novák|Renée Okafor|Fiona Affleck|Søren Kjær|Émile Garnier|Ulrike Voß|Piotr Żak|Maja Čović""".replace("\n", "|").split("|")
PLACES = """Harbour Office|Finance Committee|Flood Authority|Ministry of Fisheries|Zürich Conference|São Tomé Office|Office for Official Figures|Coffer Dam Board
Affiliated Unions|Reykjavík Court|Northfield Council|Baffin Field Station|Café Owners’ Association|Łódź Institute""".replace("\n", "|").split("|")
NOUNS = """infrastructure|accountability|recommendation|negotiation|specification|reclassification|groundwater|evaluation|correspondence|investigation
fisheries|affidavit|difficulty|efficiency|briefing|conflict|reflection|certificate|official|offence|profit|waffle-iron|shelf|traffic|staffing|cliff
budget|bridge|harbour|report|inspection|archive|ledger|tariff|pipeline|turbine|reservoir|vaccine|election|subsidy|contract|hospital|railway|survey
measurement|assessment|agreement|settlement|administration|transportation|electrification|representative|consideration|interpretation|classification
environment|development|manufacturer|warehouse|laboratory|questionnaire|neighbourhood|compensation|documentation|legislation""".replace("\n", "|").split("|")
ADJECTIVES = """preliminary|comprehensive|unprecedented|environmental|significant|affordable|insufficient|efficient|final|fluffy|confidential|official
temporary|municipal|agricultural|international|controversial|independent|extraordinary|circumstantial|well-known|long-term|cross-border|short-lived
unofficial|unaffected|inflated|conflicting|flawed|offshore|superficial|beneficial|artificial|magnificent""".replace("\n", "|").split("|")
VERBS = """confirmed|rejected|postponed|underestimated|overestimated|reclassified|recommended|acknowledged|contradicted|investigated|refurbished
certified|modified|simplified|offered|affirmed|refused|reflected|identified|clarified|amplified|qualified|redistributed|misrepresented|reinterpreted""".replace("\n", "|").split("|")
ADVERBS = "officially|sufficiently|deliberately|retrospectively|substantially|unanimously|reluctantly|efficiently|superficially|unexpectedly".split("|")
MONTHS = "January February March April May June July August September October November December".split()


def zipf(rng, words):
    """A word, the first ones more often."""
    return words[min(int(len(words) * rng.random() ** 2), len(words) - 1)]


def amount(rng):
    kind = rng.randrange(6)
    number = f"{rng.randrange(1, 999)}.{rng.randrange(1, 10)}"
    return [f"€{number} million", f"${rng.randrange(1, 99)},{rng.randrange(100, 999)}", f"£{number} billion", f"{number} per cent",
            f"−{rng.randrange(1, 40)} °C", f"{rng.randrange(2, 99)} 0{rng.randrange(10, 99)} tonnes"][kind]


def sentence(rng):
    noun, other = zipf(rng, NOUNS), zipf(rng, NOUNS)
    adjective, verb, adverb = zipf(rng, ADJECTIVES), zipf(rng, VERBS), zipf(rng, ADVERBS)
    person, place, money = rng.choice(PEOPLE), rng.choice(PLACES), amount(rng)
    year, day, month = rng.randrange(1951, 2025), rng.randrange(1, 29), rng.choice(MONTHS)
    number = rng.randrange(3, 9000)
    negated = rng.random() < 0.45
    no, nt = ("not ", "n’t") if negated else ("", "")
    return rng.choice([
        f"The {adjective} {noun} of the {other} was {no}{adverb} {verb} by the {place} on {day} {month} {year}, which cost {money}.",
        f"“We have {no}{verb} the {noun},” said {person}, who had {adverb} asked for {money} in {year} and {number} letters.",
        f"In {year} the {place} {verb} {number} {adjective} cases, and {person} did{nt or ' indeed'} {rng.choice(['accept', 'publish', 'sign', 'defend'])} the {noun} before {month}.",
        f"According to {person}, the {noun} is {no}{adjective}, although {number} of the {other} reports filed in {month} {year} were {adverb} {verb}.",
        f"It could {no}be {verb} that the {adjective} {other}, worth {money}, would {adverb} replace the {noun} of {year} at the {place}.",
        f"{person} {verb} the {adjective} {noun}; the {place} was {no}told until {day} {month} {year}, {number} days later.",
        f"Neither the {place} nor {person} {adverb} {verb} the {adjective} {noun} of {day} {month}, a {other} of {money} ({number} in {year}).",
        f"Of {number} {adjective} files on the {noun}, the {place} has {no}{verb} more than {rng.randrange(3, 90)}, and the {other} costs {money} since {year}.",
    ])


def corpus(paragraphs=2000, notes=800, seed=19):
    """Paragraphs as lists of sentences, and sentences for footnotes."""
    rng = random.Random(seed)
    seen = set()

    def fresh():
        while True:
            made = sentence(rng)
            if made not in seen:
                seen.add(made)
                return made

    return [[fresh() for _ in range(rng.randrange(3, 7))] for _ in range(paragraphs)], [fresh() for _ in range(notes)]


def altered(rng, text):
    """The sentence with one small change that a reader would call another sentence; and its kind. None if there is no place for it."""
    kinds = ["digit", "negation", "word", "sign", "case"]
    rng.shuffle(kinds)
    for kind in kinds:
        changed = ALTER[kind](rng, text)
        if changed and changed != text:
            return kind, changed
    return None


def digit(rng, text):
    at = rng.choice([i for i, c in enumerate(text) if c.isdigit()] or [None])
    return at is not None and text[:at] + rng.choice([d for d in "123456789" if d != text[at]]) + text[at + 1:]


def negation(rng, text):
    for word in (" not ", "n’t ", "Neither "):
        if word in text:
            return text.replace(word, {" not ": " ", "n’t ": " ", "Neither ": "Either "}[word], 1)
    return None


def word(rng, text):
    for words in (NOUNS, ADJECTIVES, VERBS):
        here = [w for w in words if f" {w}" in text]
        if here and rng.random() < 0.7:
            old = rng.choice(here)
            return text.replace(f" {old}", " " + rng.choice([w for w in words if w != old]), 1)
    return None


def sign(rng, text):
    for old, new in (("−", ""), ("€", "$"), ("£", "€"), ("$", "£"), ("per cent", "percentage points"), ("million", "billion")):
        if old in text:
            return text.replace(old, new, 1)
    return None


def case(rng, text):
    at = rng.choice([i for i in range(8, len(text) - 8) if text[i].isalpha() and text[i - 1].isalpha() and text[i + 1].isalpha()])
    return text[:at] + text[at].swapcase() + text[at + 1:]


ALTER = {"digit": digit, "negation": negation, "word": word, "sign": sign, "case": case}
