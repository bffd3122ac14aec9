"""What people ask each other about, in general: no word here is about one person.

A topic knows how a question asks for it, how a file labels it (`Languages: …`) and how a person
says it in a sentence. The more special topics come first: of several that a question asks for, the
first decides.
"""

# ruff: noqa: E501, RUF001 (tables read better as running text)

from grounding.topic import Topic


def _topic(name: str, asked: str, label: str, said: str, hinted: str = "") -> Topic:
    return Topic(name, tuple(asked.split("|")), rf"\b(?:{label})\b", said, hinted)


TOPICS = (
    _topic(
        "manager",
        "boss|your manager|line manager|supervisor|report to|reports to|you report to|manages you|chef ist dein",
        "(?:line )?manager|boss|supervisor|reports? to",
        r"\bmy (?:\w+ )?(?:boss|manager|supervisor)\b|\bI report to\b|\breporting to\b",
    ),
    _topic(
        "teacher",
        "your professor|your teacher|your tutor|your mentor|your supervisor|your advisor",
        "professor|teacher|tutor|mentor|advis[eo]r",
        r"\bmy (?:\w+ )?(?:professor|teacher|tutor|mentor|advis[eo]r)\b",
    ),
    _topic(
        "dismissal",
        "fired|get fired|got fired|sacked|laid off|dismissed|made redundant|fire you|lose your job|struck off|leave your job|leave your last job|leave your previous job|leaving your job|reason for leaving|quit your job",
        "dismissals?|reasons? for leaving",
        r"\b(?:was|were|got|been|am) (?:\w+ )?(?:fired|sacked|dismissed|laid off|made redundant|struck off)\b|\bI (?:left|quit|resigned)\b",
    ),
    _topic(
        "crime",
        "arrested|convicted|in prison|to prison|in jail|to jail|jailed|sued|criminal record|verhaftet",
        "criminal record|convictions?",
        r"\b(?:was|were|got|been) (?:\w+ )?(?:arrested|convicted|jailed|sued)\b|\b(?:to|in) (?:prison|jail)\b|\bcriminal record\b",
    ),
    _topic(
        "driving",
        "driving licence|driving license|driver's licence|driver's license|drivers license|drivers licence|drive|drive a car|car|cars|führerschein",
        "driv(?:ing|er'?s) licen[cs]e|licen[cs]e \\(driving|cars?|führerschein",
        r"\bdriv(?:ing|er'?s) licen[cs]e\b|\bI (?:\w+ )?dr[io]ve\b|\bmy (?:\w+ )?car\b",
    ),
    _topic(
        "hours",
        "part time|part-time|full time|full-time|parttime|fulltime|hours do you work|working hours|hours a week|hours per week|flexible hours|teilzeit|vollzeit",
        "(?:working )?hours|working time|(?:part|full)[- ]time|employment type",
        r"\b(?:part|full)[- ]time\b|\bhours (?:a|per) week\b",
    ),
    _topic(
        "plans",
        "dream job|ideal job|next job|next role|next step|next for you|next career|in five years|in ten years|in 5 years|in 10 years|future plans|plans|goals|goal|ambitions|ambition|aspirations|pläne|ziele",
        "goals?|(?:future )?plans?|ambitions?|aspirations?|looking for",
        r"\bI(?:'d| would) (?:like|love) to\b|\bmy (?:goal|plan|dream|ambition)s?\b|\bI (?:want|hope|plan) to\b",
    ),
    _topic(
        "remote",
        "remote|remotely|work remotely|work remote|remote work|remote job|remote jobs|work from home|home office|hybrid|on-site|onsite",
        "(?:open to )?remote(?: work)?|work(?:ing)? (?:mode|model|from home)|home office|hybrid",
        r"\bremote(?:ly)? (?:work|job|role|position|team)|\bwork(?:ing)? (?:\w+ )?remote|\bwork(?:ing)? from home\b|\b(?:fully|partly|is|am) remote\b",
    ),
    _topic(
        "phone",
        "phone|telephone|call you|phone you|ring you|phone number|mobile number|telefon|telefonnummer|téléphone|teléfono",
        "(?:tele|mobile )?phone|mobile|tel|telefon|téléphone|teléfono",
        r"\bphone calls?\b|\bmy (?:tele)?phone (?:number )?is\b|\bcall me (?:at|on)\b",
    ),
    _topic(
        "contact",
        "contact|contact you|contact details|contact info|reach you|get in touch|in touch|touch|email|email you|e-mail|mail|mail address|email address|write to you|send you|send you a message|get hold of you|erreichen|kontakt|kontaktieren|contacter|joindre|contactar|contacto|correo",
        "contact|e-?mails?|mail|reach me|get in touch|kontakt|correo|courriel|how to reach me",
        r"@[\w-]+\.\w|\b(?:write|reach|contact|e-?mail|message) (?:to )?me\b",
    ),
    _topic(
        "website",
        "website|web site|homepage|blog|portfolio|online|read more|find out more",
        "website|homepage|blog|linkedin|github|url|web|portfolio",
        r"https?://|\bwww\.",
    ),
    _topic(
        "mother",
        "mother|mum|mom|mutter|madre|mère",
        "parents?|mother|mum|mom|eltern|padres",
        r"\b(?:my|our|a|the) (?:\w+ ){0,3}(?:parents?|mother|mum|mom)\b|\bparents (?:are|were)\b",
    ),
    _topic(
        "father",
        "father|dad|vater|padre|père",
        "parents?|father|dad|eltern|padres",
        r"\b(?:my|our|a|the) (?:\w+ ){0,3}(?:parents?|father|dad)\b|\bparents (?:are|were)\b",
    ),
    _topic(
        "parents",
        "parents|parent|mother and father|father and mother|mum and dad|mom and dad|dad and mum|dad and mom|eltern|padres",
        "parents?|mother|father|family|eltern|padres",
        r"\b(?:my|our|a|the) (?:\w+ ){0,2}(?:parents?|mother|father|mum|mom|dad)\b|\bparents (?:are|were)\b",
    ),
    _topic(
        "siblings",
        "siblings|brother|brothers|sister|sisters|geschwister|hermanos",
        "siblings?|brothers?|sisters?|family",
        r"\b(?:my|a|one|two|three|older|younger|twin) (?:\w+ )?(?:siblings?|brothers?|sisters?)\b",
    ),
    _topic(
        "children",
        "children|kids|kid|son|sons|daughter|daughters|kinder|enfants|hijos",
        "children|kids?|sons?|daughters?|family",
        r"\bmy (?:\w+ )?(?:children|kids?|sons?|daughters?)\b|\b(?:father|mother|mum|dad) of (?:a|an|one|two|three|four|five|\d)\b|\b(?:have|has|had|raise) (?:a|one|two|three|four|five|\d) (?:\w+ )?(?:children|kids|sons?|daughters?)\b",
    ),
    _topic(
        "spouse",
        "married|wife|husband|spouse|single|girlfriend|boyfriend|partner|relationship|in a relationship|verheiratet|marié|mariée|casado|casada",
        "married|marital status|wife|husband|spouse|partner|family|family status",
        r"\b(?:married|engaged|divorced|widowed)\b|\bmy (?:wife|husband|spouse|partner|girlfriend|boyfriend|fiancée?)\b",
    ),
    _topic(
        "family",
        "family|relatives|familie|famille|familia",
        "family|parents?|children|familie|famille|familia",
        r"\b(?:my family|my parents?|my (?:\w+ )?(?:wife|husband|partner|brother|sister|children|kids|sons?|daughters?|mother|father|aunts?|uncles?)|for a (?:mother|father))\b",
    ),
    _topic(
        "pets",
        "pet|pets|animals|animal|your dog|your dogs|your cat|your cats|have a dog|have a cat|have dogs|have cats|any dogs|any cats|haustier|haustiere|animaux|mascota|mascotas",
        "pets?|animals?|haustiere?|mascotas?|dogs?|cats?",
        r"\b(?:have|has|own|keep|named?|called|share|my|our|with|two|three|old|adopted) (?:\S+ ){0,6}?(?:dogs?|cats?|rabbits?|tortoises?|turtles?|parrots?|budgies?|canar(?:y|ies)|hamsters?|guinea pigs?|horses?|pon(?:y|ies)|donkeys?|goats?|sheep|hens?|chickens?|ferrets?|fish tank|goldfish|snakes?|lizards?|greyhounds?|terriers?|collies?|spaniels?|labradors?|retrievers?|poodles?|puppy|kittens?)\b|\bpets?\b",
    ),
    _topic(
        "boat",
        "own a boat|have a boat|got a boat|your boat|boat do you have|boat do you own|live on a boat|live aboard|own a yacht|have a yacht|your yacht|own a ship|have a barge|your barge",
        "(?:my )?(?:(?:house|narrow|sailing )?boat|barge|yacht)s?",
        r"^(?:I|We) (?:\w+ )?(?:live (?:aboard|on) (?:\S+ ){0,6}?|(?:have|own|bought) an? (?:\S+ ){0,2}?)(?:(?:house|narrow|sail)?boat|barge|yacht|ship|dinghy|canoe)\b",
        r"\b(?:live (?:aboard|on) an?|my) (?:\w+ )?(?:(?:house|narrow|sail)?boat|barge|yacht|dinghy|canoe)\b",
    ),
    _topic(
        "book",
        "book|books|novel|novels|read|reading|reads|favourite author|livre|libro|buch",
        "(?:favou?rite )?(?:books?|novels?|reading|author)|buch|livre|libro",
        r"\b(?:favou?rite|best|love[ds]?|like[ds]?) (?:\w+ )?(?:book|novel)|\bI(?:'m| am)? (?:\w+ )?(?:re-?)?read(?:ing)?\b|\b(?:book|novel) (?:I|that)\b",
    ),
    _topic(
        "film",
        "film|films|movie|movies|tv series|tv show|series|watch",
        "(?:favou?rite )?(?:films?|movies?|series|shows?)|cinema",
        r"\b(?:favou?rite|best) (?:\w+ )?(?:film|movie|series)\b|\bI (?:\w+ )?watch\b",
    ),
    _topic(
        "food",
        "food|foods|dish|dishes|eat|meal|meals|cuisine|cook|cooking|bake|essen|manger|comer|comida",
        "(?:favou?rite |best |signature )?(?:food|dish(?:es)?|meals?|cuisine|recipe|eats)",
        r"\b(?:favou?rite|best|signature) (?:\w+ )?(?:food|dish|meal)|\bI (?:\w+ )?(?:eat|cook|bake)\b|\bmy (?:\w+ ){0,2}(?:sourdough|bread|stew|soup|curry)\b",
    ),
    _topic(
        "award",
        "award|awards|prize|prizes|honor|honors|honour|honours|medal|medals|distinction|distinctions|recognition|auszeichnungen|preise|prix|premio|premios",
        "awards?|prizes?|hono[u]?rs?(?:[- ]awards)?|achievements?|medals?|distinctions?|recognition|auszeichnungen\\S*|prix|premios",
        r"\b(?:won|given|got|honou?red with)\b.{0,40}\b(?:award|prize|medal|honou?rs?|cup|trophy)\b|\b(?:won|received|awarded)\b(?: \S+){0,3}? (?-i:[A-Z]\w+)\b",
    ),
    _topic(
        "certificate",
        "certificate|certificates|certification|certifications|certified|licence|license|licensed|zertifikate",
        "certificat(?:es?|ions?)|licen[cs]es?|zertifikate|credentials?",
        r"\b(?:certified|licen[cs]ed|certificate)\b",
    ),
    _topic(
        "publication",
        "publication|publications|published|publish|paper|papers|article|articles|veröffentlichungen|publicaciones",
        "publications?|papers?|articles?|writing|books?",
        r"\b(?:published|co-?authored|wrote|my) (?!favou?rite)(?:\S+ ){0,4}(?:papers?|articles?|books?|essays?)\b",
    ),
    _topic(
        "talk",
        "talks|conference|conferences|keynote|keynotes|speaker|speaking engagements|give talks|vorträge|charlas",
        "talks?|speaking|conferences?|keynotes?|presentations?",
        r"\b(?:gave|give|spoke|held) (?:\S+ ){0,3}(?:talks?|keynotes?|lectures?)\b|\bspoke at\b|\btalks\b",
    ),
    _topic(
        "salary",
        "salary|earn|earnings|income|paid|net worth|make a year|money|cost|rate|rates|gehalt|salaire|salario|sueldo",
        "salary|income|earnings|rates?|fees?|compensation|pric(?:es?|ing)",
        r"\bmy (?:\w+ )?(?:salary|income|rate|fee)\b|\bI (?:earn|charge)\b",
    ),
    _topic(
        "availability",
        "available|availability|hire you|we are hiring|we're hiring|open to|looking for a job|looking for work|new job|new opportunities|job offers|freelance|recruit|work with you|verfügbar|disponible|disponibilité",
        "availability|available|open to(?: work| offers)?|status|notice period|looking for",
        r"\b(?:available (?:for|from|as)|open to|looking for (?:a |new )?(?:job|role|position|work|opportunit))",
    ),
    _topic(
        "relocation",
        "relocate|relocation|move to|moving|willing to move",
        "(?:open to )?relocation|willing to relocate",
        r"\brelocat",
    ),
    _topic(
        "volunteering",
        "volunteer|volunteering|volunteered|voluntary|charity|charities|ehrenamt|bénévolat|voluntariado",
        "volunteer\\w*|voluntary|charity|ehrenamt",
        r"\bvolunt(?:eer|ary)|\bcharit(?:y|ies)\b",
    ),
    _topic(
        "languages",
        "language|languages|foreign languages|speak|speaks|spoken|mother tongue|native tongue|fluent|fluent in|talk in|sprache|sprachen|sprichst|sprechen|parles|parlez|langues|hablas|habla|idiomas",
        "(?:\\w+ )?languages?(?: skills)?|sprachen|sprachkenntnisse|langues|idiomas|lingue|talen|spoken languages?",
        r"\b(?:speak|speaks|spoken|fluent|native speaker|mother tongue|bilingual)\b",
    ),
    _topic(
        "thesis",
        "thesis|dissertation|bachelor thesis|bachelor's thesis|master thesis|master's thesis|phd thesis|doctoral thesis",
        "(?:\\w+ )?(?:thesis|dissertation)",
        r"\b(?:thesis|dissertation)\b",
    ),
    _topic(
        "education",
        "study|studies|studied|student|did you train|did you qualify|education|educational background|educated|degree|degrees|university|uni|college|school|schooling|graduate|graduated|graduation|major|major in|majored|diploma|academic|academic background|qualification|qualifications|alma mater|phd|doctorate|master|masters|bachelor|subject did you study|studiert|studium|ausbildung|étudié|études|estudiaste|estudió|estudios|formation",
        "education|degrees?|stud(?:y|ies)|universit(?:y|ies)|college|school(?:ing|s)?|diploma|academic\\w*|qualifications?|ausbildung|formation(?: acad\\S+)?|studium|formación|educación|estudios|alma mater",
        r"\b(?:studied|graduated|majored)\b|\b(?:have|hold|earned|got|received|did|finished|completed) (?:a|an|my|the) (?:\S+ ){0,4}?(?:degree|diploma|bachelor\S*|master\S*|ph\.?d|doctorate|b\.?sc|m\.?sc|b\.?a|m\.?a)\b|\bwent to (?:\w+ )?(?:university|college|school)\b",
    ),
    _topic(
        "hometown",
        "grow up|grew up|growing up|raised|childhood|hometown|home town|birthplace|place were you born|come from|are you from|from originally|where are you from|where r u from|where u from|born|born in|originally from|native of|roots|aufgewachsen|geboren|kommst du her|woher|grandi|né|née|naciste|creciste",
        "home ?town|birthplace|place of birth|born(?: in)?|origin|childhood|from|nationality|geburtsort|herkunft|roots",
        r"\b(?:grew up|was born|were born|was raised|born in|born and raised|childhood|come from|originally from)\b",
    ),
    _topic(
        "age",
        "how old are you|your age|birthday|date of birth|birth date|born on|year were you born|when were you born|alter|wie alt|quel âge|cuántos años",
        "age|birthday|date of birth|birth ?date|born|birth year|year of birth|geburtsdatum|alter",
        r"\b(?:I was|was) born (?:\w+ ){0,6}(?:in|on) (?:\w+ )?(?:\d{1,2},? )?(?:1[89]|20)\d\d|\byears old\b|\bmy birthday\b",
    ),
    _topic(
        "hobbies",
        "hobby|hobbies|pastime|pastimes|fun|for fun|free time|freetime|spare time|leisure|leisure time|weekend|weekends|spend your weekends|interests|interested in|passion|passions|passionate about|outside of work|outside work|not working|after work|when you're not working|relax|unwind|enjoy|off work|freizeit|loisirs|aficiones|pasatiempos|tiempo libre",
        "hobb(?:y|ies)|interests?|pastimes?|free time|spare time|leisure(?: time)?|passions?|fun|freizeit|loisirs|aficiones|outside (?:of )?work|after work",
        r"\b(?:hobb(?:y|ies)|pastimes?|(?:spare|free|leisure) time|when I(?:'m| am) not working|outside (?:of )?work|on weekends|(?:at|on|at the) weekends?|days off|every (?:sunday|saturday)|for fun)\b",
    ),
    _topic(
        "skills",
        "programming language|programming languages|skill|skills|skilled|skillset|good at|best at|expertise|expert|expert in|area of expertise|speciality|specialities|specialty|specialties|specialise|specialize|strength|strengths|greatest strength|competencies|competences|competence|technologies|tools|tech stack|tech|stack|programming|proficient|do well|can you do well|experience with|experience in|experience of|experience using|experienced with|experienced in|software do you use|code|code in|coding|program in|tools do you use|programs do you use|fähigkeiten|kenntnisse|stärken|compétences|habilidades",
        "(?:(?!language)\\w+ )?(?<!language )(?:skills?(?:et)?|expertise|specialt(?:y|ies)|speciali[sz]ations?|specialities|strengths?|competenc(?:es?|ies)|technolog(?:y|ies)|tools?|stack|fähigkeiten|kenntnisse|compétences|habilidades|aptitudes\\w*|top skills)",
        r"\bmy (?:main |greatest |biggest |key )?(?:strengths?|skills?|speciali?t(?:y|ies)|expertise)\b|\bI(?:'m| am) (?:\w+ )?(?:good|skilled|expert|proficient|experienced) (?:at|in|with)\b|\bI speciali[sz]e\b|\bI (?:\w+ )?use (?-i:[A-Z])",
    ),
    _topic(
        "project",
        "project|projects|side project|side projects|built|open source|projekte|projets|proyectos",
        "(?:\\w+ )?(?:projects?|products?|ventures?|open source|works|portfolio)|projekte|projets|proyectos",
        r"\bmy (?:\w+ ){0,2}project\b",
    ),
    _topic(
        "pride",
        "proud|proud of|proudest|achievement|achievements|greatest achievement|accomplishment|accomplishments|biggest success|success|successes|highlights|career highlights|stolz",
        "achievements?|accomplishments?|highlights?|success(?:es)?|proud\\w*",
        r"\bproud(?:est)?\b|\bgreatest (?:success|achievement)\b",
    ),
    _topic(
        "failure",
        "failure|failures|fail|failed|mistake|mistakes|biggest mistake|went wrong|weakness|weaknesses|regret|regrets",
        "failures?|mistakes?|weakness(?:es)?|lessons?",
        r"\bI (?:\w+ )?(?:failed|regret|broke|made a mistake)\b|\b(?:my|the) (?:\w+ )?(?:mistake|failure|weakness)\b|\blearn(?:ed|t) most from\b|\bwent wrong\b",
    ),
    _topic(
        "challenge",
        "hardest|hardest part|hardest thing|most difficult|most difficult part|difficult part|worst part|challenge|challenges|biggest challenge|challenging|struggle|struggles|struggled",
        "challenges?|difficulties|hard(?:est)?|struggles?",
        r"\b(?:hardest|most difficult|worst part|challeng\w+|struggled?)\b",
    ),
    _topic(
        "method",
        "how do you work|how do you like to work|like to work|prefer to work|way of working|work style|working style|approach|philosophy|principles|arbeitest du am liebsten",
        "how I work|approach|philosophy|principles|values|working style|opinions.*",
        r"\bHow I work\b|\bmy (?:\w+ )?(?:approach|philosophy|principle)",
    ),
    _topic(
        "years",
        "years of experience|how experienced|how much experience|how long have you been working|how long have you worked|years have you worked",
        "(?:years of )?experience|years",
        r"\b(?:\d+|[a-z]+) years\b.{0,30}\b(?:experience|I have)|\bFor \w+ years\b",
    ),
    _topic(
        "career",
        "experience|work experience|professional experience|career|careers|career path|career history|professional life|background|professional background|cv|resume|résumé|curriculum vitae|work history|job history|employment history|professional history|employers|previous employers|jobs|previous jobs|roles|previous roles|positions|companies|firms|organisations|organizations|have you worked|have you worked for|have you been working|have you been employed|werdegang|berufserfahrung|lebenslauf|parcours|expérience|trayectoria|experiencia",
        "(?:\\w+ )?(?:experience|career|employment(?: history)?|history|background|jobs?|roles?|positions?|work|employers?|occupation)|werdegang|berufserfahrung|expérience|experiencia",
        r"\b(?:career|my background)\b|\bI (?:\w+ )?(?:work|worked) (?:as|at|for|in)\b|\bI(?:'m| am) (?:an?|the|working) (?:[^.]{3,40}) (?:at|for|with|of|in)\b",
        r"^(?!.*\b[Vv]olunt).*\b(?:1[89]|20)\d\d\)?\s*[-–—]",
    ),
    _topic(
        "job",
        "job|work|works|working|work for|working for|work at|employer|employed|employ|firm|company|role|position|title|job title|profession|professionally|occupation|for a living|line of work|day job|what do you do|do all day|what you do|workplace|arbeit|arbeitest|arbeitet|travaille|trabaja|beruf|beruflich|travailles|travail|métier|trabajas|trabajo|profesión",
        "(?:current |present |my )?(?:job|role|position|work|employer|company|occupation|profession|title|headline|employment|career)(?: title)?|beruf|métier|puesto|what I do",
        r"\bI (?:\w+ )?work (?:as|at|for|in)\b|\bI(?:'m| am) (?:an?|the|working) (?:[^.]{3,40}) (?:at|for|with|of|in)\b|\bwhat I am working on\b|^(?!.*\bvolunt).*\b(?:19|20)\d\d\s*[-–—]\s*(?:Present|heute|Presente?|actualidad|aujourd|nu)\b",
        r"^(?!.*\b[Vv]olunt).*\b(?:1[89]|20)\d\d\)?\s*[-–—]",
    ),
    _topic(
        "home",
        "live|lives|living|live in|based|based in|located|location|where is home|your home|call home|home|reside|residence|city|city are you in|town|country|whereabouts|where abouts|your address|wohnst|wohnt|wohnen|wohnort|habites|habitez|habite|vives|vive",
        "location|residence|home|city|address|based(?: in)?|lives?(?: in)?|living|town|country|where I live|wohnort|lieu|ubicación|domicile",
        r"\b(?:I|he|she|we) (?:\w+ )?(?:live|lives|reside|resides|stay)\b|\b(?:my )?home is\b|\bbased in\b|\bliving in\b|\bat home in\b",
    ),
)
ASKED: dict[str, list[Topic]] = {}
for _known in TOPICS:
    for _phrase in _known.asked:
        ASKED.setdefault(_phrase, []).append(_known)
MOST_PHRASE_WORDS = max(phrase.count(" ") for phrase in ASKED) + 1
TOPIC_WORDS = frozenset(word for phrase in ASKED for word in phrase.split() if len(word) > 2)  # noqa: PLR2004
