"""Wide vocabularies for random owners: other lives than the template person's.

Each list is dealt out in two halves, so that a held-out test meets words that no tuning has seen.
"""

# ruff: noqa: E501 (tables read better as running text)

from random import Random

PEOPLE = """Amara Diallo|Björn Lindqvist|Chiara Esposito|Dmitri Volkov|Eszter Kovács|Farida Haddad
Guðrún Jónsdóttir|Hiroshi Tanaka|Ines Carvalho|Jarosław Wiśniewski|Kofi Mensah|Leilani Kahale
Mehmet Yıldız|Nguyễn Thị Mai|Oluwaseun Adeyemi|Priya Raghunathan|Quentin Lefèvre|Rosa Quispe Mamani
Søren Kjær|Thandiwe Nkosi|Ursula Brändli|Viktória Horváth|Wei Zhang|Xiomara Fuentes|Yusuf Demir
Zofia Nowak|Aoife Ní Bhriain|Tomás Ó Súilleabháin|Mary-Jane O'Connell|José María de la Cruz"""
CITIES = """Ljubljana|Cork|Valparaíso|Gdańsk|Kumasi|Tampere|Porto|Hobart|Thessaloniki|Lyon|Łódź|Oaxaca
Kyoto|Bergen|Halifax|Zaragoza|Brno|Tartu|Jaipur|Winterthur|Recife|Aarhus|Nantes|Tbilisi|Durban|Graz
Plovdiv|Bilbao|Wellington|Izmir|Reykjavík|Trieste|Montevideo|Sheffield|Leipzig|Galway"""
STEMS = """Almora|Birchfield|Corvane|Dunmarra|Elstrom|Farrowgate|Glimmen|Harkwell|Isolde|Juniper|Kestane
Lorimer|Marlowe|Nettleton|Orsino|Pellwood|Quillon|Rosmarin|Saltmarsh|Tamarack|Umbria|Velden|Wexcombe
Yarrow|Zephyr|Ashgrove|Bellandur|Calloway|Drumlin|Eastmere"""
LANGUAGES = """Slovene|Irish|Quechua|Polish|Twi|Finnish|Portuguese|Greek|French|Swedish|Japanese|Zulu
Hungarian|Turkish|Russian|Italian|German|Arabic|Hindi|Basque|Danish|Icelandic|Korean|Swahili"""
SCHOOLS = """University of {city}|{stem} College|Technical School of {city}|{city} Conservatory
{stem} Institute of Applied Arts|Royal Academy of {city}|Universität {city}|{stem} Polytechnic"""
HOBBIES = """bouldering|beekeeping|chess|pottery|birdwatching|salsa dancing|bread baking|fly fishing
calligraphy|trail running|choir singing|origami|astronomy|gardening|knitting|kayaking|judo|woodcarving
stamp collecting|table tennis|improvised theatre|mushroom picking|cross-stitch|archery"""
PETS = """a tortoise named|a cat called|two rabbits, one of them|a greyhound by the name of|a parrot named
an old donkey called|a hamster named|a border collie called"""
PET_NAMES = "Pepper|Moses|Gnocchi|Tuuli|Biscuit|Ziggy|Olive|Bruno|Fado|Mirtilo|Pixel|Saffron"
BOOKS = """The Leopard|Middlemarch|Kitchen|The Trial|Beloved|Pedro Páramo|Stoner|Gilead|Solaris|Kim
The Door|Things Fall Apart|Ficciones|Hunger|Nadja|Austerlitz"""
AWARDS = """Golden Ladle|Lantern Prize|Silver Compass|Harbour Medal|Young Hands Award|Aurora Prize
Quiet Heroes Award|Order of the Thistle|Rising Star Medal|Blue Ribbon for Craft"""
FOODS = """lasagne|pierogi|ramen|fish soup|plum dumplings|mole negro|jollof rice|saffron risotto|shakshuka
apple strudel|ceviche|moussaka"""
PARENTS = """a lighthouse keeper|a midwife|two schoolteachers|a bus driver|a baker|a tailor|a geologist
a beekeeper|a tram conductor|a piano tuner"""

VOLUNTEERING = """Volunteer Lifeguard, {city} Lake Rescue|Volunteer Firefighter, {city} Fire Brigade
Volunteer Reader, {city} Children's Ward|Volunteer Treasurer, {city} Food Bank
Volunteer Warden, {city} Bird Reserve|Volunteer Guide, {city} Tram Depot"""

# job titles | kind of employer | degree | skills | what was done there
TRADES = """Ward Nurse, Charge Nurse, Nurse Practitioner|{stem} Hospital|Nursing|wound care, triage, ventilator weaning, paediatric dosing|Cared for {n} patients a night on the stroke ward; Trained {n} student nurses in safe lifting; Rewrote the handover sheet for the intensive care unit
Line Cook, Sous Chef, Head Chef|Restaurant {stem}|Culinary Arts|fermentation, butchery, menu planning, pastry|Ran the fish station for {n} covers an evening; Cut food waste by {n} percent; Opened the terrace kitchen with a wood oven
Apprentice Carpenter, Joiner, Master Carpenter|{stem} Joinery|Timber Engineering|dovetail joints, staircase building, timber framing, French polishing|Restored {n} oak staircases in listed houses; Built the roof of the village theatre; Taught {n} apprentices to sharpen a plane
Trainee Solicitor, Associate, Partner|{stem} & Sons Solicitors|Law|contract drafting, mediation, tenancy law, cross-examination|Won {n} tenancy appeals for families; Drafted the merger of two breweries; Started the free Tuesday clinic
Violist, Principal Viola, Concertmaster|{stem} Philharmonic|Music|sight-reading, chamber music, arranging, improvisation|Recorded {n} quartets for radio; Toured Patagonia by bus with {n} players; Commissioned a concerto for viola and steel drum
Substitute Teacher, Geography Teacher, Head Teacher|{stem} Secondary School|Pedagogy|curriculum design, classroom management, field trips, debate coaching|Took {n} pupils to see a glacier; Raised the reading score by {n} percent; Introduced silent Mondays
Deckhand, Second Officer, Ship Captain|{stem} Shipping|Nautical Science|celestial navigation, cargo planning, ice pilotage, radio procedures|Sailed {n} passages through the Magellan Strait; Rescued a fishing crew in a gale; Rewrote the drill book for {n} ships
Junior Accountant, Auditor, Financial Controller|{stem} Accountants|Economics|payroll, tax returns, forensic auditing, cost accounting|Closed the books of {n} bakeries every month; Found a fraud of {n} thousand; Moved the archive out of the cellar
Assistant Midwife, Midwife, Lead Midwife|{stem} Birth Centre|Midwifery|water births, breastfeeding support, neonatal resuscitation, home visits|Attended {n} births; Opened a night line for new parents; Trained {n} doulas
Reporter, Feature Writer, Editor|{stem} Gazette|Journalism|interviewing, fact-checking, data journalism, headline writing|Exposed a landfill scandal; Interviewed {n} ferry captains; Edited the Sunday supplement for {n} thousand readers
Gallery Assistant, Registrar, Museum Curator|{stem} Museum|Art History|provenance research, lighting design, loan agreements, textile conservation|Hung {n} tapestries in one summer; Traced a stolen altarpiece; Wrote the audio guide for {n} rooms
Farm Hand, Vineyard Manager, Winemaker|{stem} Vineyards|Oenology|pruning, cellar work, grafting, soil analysis|Replanted {n} hectares with old grapes; Bottled the first orange wine of the valley; Saved the harvest from hail
Veterinary Assistant, Veterinarian, Practice Owner|{stem} Animal Clinic|Veterinary Medicine|equine dentistry, ultrasound, anaesthesia, wildlife rehabilitation|Treated {n} hedgehogs after a flood; Set up the mobile clinic for farms; Operated on a circus camel
Apprentice Electrician, Electrician, Site Manager|{stem} Electric|Electrical Installation|switchboards, fault finding, heat pumps, solar panels|Wired {n} flats in an old mill; Brought light to a mountain hut; Inspected {n} substations
Courier, Dispatcher, Logistics Planner|{stem} Parcels|Logistics|route planning, forklift driving, customs papers, negotiation|Planned {n} routes a day for cargo bikes; Moved a whole library in a weekend; Cut empty trips by {n} percent
Physiotherapist, Senior Physiotherapist, Clinic Director|{stem} Rehab Centre|Physiotherapy|manual therapy, gait analysis, dry needling, sports taping|Looked after the national rowing team; Guided {n} patients after hip surgery; Designed a balance class for {n} seniors"""


class Words:
    """One half of every list, dealt at random and without repetition."""

    def __init__(self, random: Random, half: int) -> None:
        self.random = random
        self._half = half
        self._dealt: dict[str, list[str]] = {}

    def deal(self, texts: str) -> str:
        """Give the next text of a list, one that was not given before."""
        if texts not in self._dealt:
            items = texts.replace("|", "\n").split("\n") if texts != TRADES else texts.split("\n")
            mine = items[self._half :: 2]
            self._dealt[texts] = self.random.sample(mine, len(mine))
        return self._dealt[texts].pop()
