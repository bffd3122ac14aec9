"""The words that questions are made of, in general: no word here is about one person.

`STOP_WORDS` say nothing about the subject, `WEAK_WORDS` little. `CALLED` gives for a word of a
question the words that a file may use for the same thing; it points one way only: whoever asks for
a pet may be told of a dog, whoever asks for a dog not of a cat.
"""

# ruff: noqa: E501, SIM905 (tables read better as running text)

STOP_WORDS = frozenset(
    """
a about above after again all also am an and any anything are as ask at be because been before being
but by can could d did do does doing done during each else ever every few for from further get
give given go good got had has have having he her here hers him his how i if in into is it its just
know let like ll m many may me more most much my no nor not now of off ok on once one only or other
our out over own please quite really s same see she should so some somebody someone something such
t tell than thank thanks that the their them then there these they thing things this those through
to too under until up us usually ve very was we well were what when where which while who whom whose
why will with would yet you your yours yourself
der die das den dem des ein eine einen einem einer und oder aber nicht du dein deine deinen deiner
dich dir ich mein ist sind war bist hast hat haben wie was wo wann wer warum welche welcher welches
mit von zu zum zur im am auf für über bei aus nach machst kannst mir mich bitte etwas gibt es
le la les un une des du de et ou mais ne pas tu ton ta tes toi vous votre vos je mon ma mes est es
êtes sont as avez que qui quoi quel quelle quels quelles où quand comment pourquoi avec dans sur par
pour au aux ce cette moi
el los las una uno y o pero tú tu tus usted su sus yo mi eres es son has ha qué que quién cuál dónde
cuándo cómo con en por para del al me te
il lo gli i una e ma non sei sono hai ha che chi cosa dove quando come perché con per di del della
o os as um uma e mas não você seu sua é são tem onde quando como com em no na do da
het een en of maar niet jij je jouw ik ben bent hoe wat waar wanneer wie met van voor
""".split()
)

WEAK_WORDS = frozenset(
    """
able actually answer ask become better big bring build built call came care change come current
currently day days different do does enjoy feel find first follow get happen happy have help hold
keep kind last learn learned like long look lot made main make mean mention moment most name need
new nowadays old part past people play present proud put read right say show start started still take
talk think time today try two type use used using want way week went work worked working works world
year years exactly describe explain recent recently best biggest interesting
serve run cover join joined lead led leave left attend attended teach travel prefer handle choose choose chosen pick favor support offer include consist
known own owned visited visit hear heard currently previously happened
""".split()
)

CALLED = {
    "job": "job role position title occupation work employer company",
    "jobs": "job role position title work employer company",
    "work": "work job role position employer company profession career occupation",
    "works": "work job role position employer company",
    "worked": "work job role position employer company",
    "working": "work working job role position employer company",
    "living": "live lives living location based role job",
    "employer": "employer company role work job firm organisation organization",
    "employers": "employer company role work job firm",
    "employed": "employer company role work job position",
    "company": "company employer firm organisation organization work role",
    "companies": "company employer firm work role",
    "role": "role job position title",
    "position": "position role job title",
    "profession": "profession occupation role job title",
    "occupation": "occupation profession role job title",
    "career": "career experience role job work history",
    "boss": "boss manager employer",
    "study": "study studied degree education university college school diploma major",
    "studied": "study studied degree education university college school diploma major",
    "studies": "study studied degree education university college school",
    "education": "education degree university college school study studied diploma",
    "degree": "degree education diploma bachelor master phd doctorate bsc msc ba ma university",
    "degrees": "degree education diploma bachelor master phd doctorate university",
    "university": "university education college institute school degree study studied",
    "college": "college university education school degree study studied",
    "school": "school education university college degree",
    "graduate": "graduate graduated graduation degree education university",
    "graduated": "graduate graduated graduation degree education university",
    "major": "major degree education study studied field",
    "qualifications": "qualification degree education certification certificate",
    "live": "live lives lived living location based home residence city resident reside",
    "lives": "live lives living location based home residence city",
    "located": "location located based live living city",
    "location": "location located based live living city",
    "based": "based location live living city",
    "home": "home live living location based",
    "reside": "live living location based home residence city",
    "residence": "residence live living location based home city",
    "city": "city town location live based home",
    "town": "town city location live based home hometown",
    "country": "country location nationality live based",
    "hometown": "hometown grew raised birthplace born native",
    "born": "born birth birthday birthplace native",
    "birthday": "birthday birth born",
    "age": "age aged born birth birthday",
    "nationality": "nationality citizen citizenship passport native",
    "grow": "grow grew raised childhood hometown",
    "grew": "grew grow raised childhood hometown",
    "speak": "speak speaks spoken language languages fluent",
    "spoken": "speak spoken language languages fluent",
    "language": "language languages speak fluent",
    "languages": "language languages speak fluent",
    "contact": "contact email mail phone reach linkedin write",
    "reach": "reach contact email mail phone write",
    "email": "email mail contact",
    "e-mail": "email mail contact",
    "mail": "mail email contact",
    "touch": "contact reach email mail write",
    "write": "write email mail contact wrote",
    "hire": "availability available hire open contact email",
    "available": "available availability open",
    "phone": "phone telephone mobile tel",
    "website": "website site blog homepage url web",
    "hobby": "hobby hobbies interest interests pastime leisure spare weekend",
    "hobbies": "hobby hobbies interest interests pastime leisure spare weekend",
    "fun": "fun hobby hobbies interest interests leisure spare weekend pastime",
    "leisure": "leisure hobby hobbies interests spare weekend pastime",
    "spare": "spare hobby hobbies leisure weekend interests pastime free",
    "free": "free hobby hobbies leisure weekend interests spare pastime",
    "weekend": "weekend weekends hobby hobbies leisure spare sunday saturday",
    "weekends": "weekend weekends hobby hobbies leisure spare sunday saturday",
    "interests": "interest interests hobby hobbies passion",
    "passion": "passion passionate interests hobby hobbies love",
    "skill": "skill skills expertise specialties specialty technologies tools stack competencies",
    "skills": "skill skills expertise specialties specialty technologies tools stack competencies",
    "skilled": "skill skills expertise specialties expert",
    "strengths": "strength strengths skill skills specialties expertise",
    "expertise": "expertise specialties specialty skills expert speciality",
    "specialties": "specialties specialty expertise skills",
    "technologies": "technologies technology tools stack skills tech",
    "technology": "technologies technology tools stack skills tech",
    "tech": "tech technologies technology tools stack skills",
    "stack": "stack technologies tools skills tech",
    "tools": "tools tool technologies stack skills",
    "programming": "programming code coding software skills",
    "experience": "experience experienced career years worked",
    "pet": "pet pets dog cat rabbit parrot hamster tortoise animal horse",
    "pets": "pet pets dog cat rabbit parrot hamster tortoise animal horse",
    "animal": "animal animals pet pets dog cat",
    "animals": "animal animals pet pets dog cat",
    "wife": "wife married spouse husband",
    "husband": "husband married spouse wife",
    "spouse": "spouse wife husband married partner",
    "married": "married wife husband spouse marriage",
    "partner": "partner spouse wife husband married girlfriend boyfriend",
    "children": "children child kids kid son daughter",
    "kids": "kids kid children child son daughter",
    "family": "family wife husband children parents brother sister mother father",
    "award": "award awards prize prizes honor honors honour medal won",
    "awards": "award awards prize prizes honor honors honour medal won",
    "prize": "prize prizes award awards honor honors medal won",
    "prizes": "prize prizes award awards honor honors medal won",
    "won": "won win award prize medal honor",
    "project": "project projects",
    "projects": "project projects",
    "publication": "publication publications published paper papers article book",
    "publications": "publication publications published paper papers article book",
    "published": "publication publications published paper papers article book",
    "paper": "paper papers publication publications article",
    "papers": "paper papers publication publications article",
    "certificate": "certificate certificates certification certifications certified",
    "certificates": "certificate certificates certification certifications certified",
    "certification": "certificate certification certifications certified",
    "certifications": "certificate certification certifications certified",
    "certified": "certificate certification certifications certified",
    "salary": "salary earn earnings income compensation",
    "earn": "earn salary income compensation",
    "failure": "failure fail failed mistake incident",
    "fail": "failure fail failed mistake incident",
    "mistake": "mistake failure failed incident",
    "proud": "proud proudest achievement",
    "achievement": "achievement proud proudest award accomplishment",
    "accomplishment": "accomplishment achievement proud proudest",
    "volunteer": "volunteer volunteering voluntary",
    "manage": "manage managed lead led team",
    "leadership": "lead led leadership manage managed team mentor",
    "mentor": "mentor mentoring",
    "relocate": "relocation relocate move",
    "relocation": "relocation relocate move",
    "move": "move moved relocation relocate",
    "talks": "talk talks speaking conference keynote",
    "book": "book books read reading author",
    "books": "book books read reading author",
    "sport": "sport sports run running swim swimming climb cycling football tennis",
    "sports": "sport sports run running swim swimming climb cycling football tennis",
    "instrument": "instrument piano guitar violin cello fiddle drums flute saxophone",
    "arbeit": "job role work employer position",
    "arbeitest": "job role work employer position current",
    "wohnst": "location live based home city",
    "studiert": "education degree university studied",
    "travailles": "job role work employer position current",
    "habites": "location live based home city",
    "trabajas": "job role work employer position current",
    "vives": "location live based home city",
}
