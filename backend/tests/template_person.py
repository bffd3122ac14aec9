"""The template person's profile, from which `linkedin_template.pdf` is drawn.

`uv run python -m tests.template_person` (in backend/) writes the file again.
"""

from pathlib import Path

from tests.linkedin_pdf import Employer, Profile, Role, School, draw

FILE = Path(__file__).resolve().parents[1] / "data" / "linkedin_template.pdf"

FATHOMLINE = Employer(
    "Fathomline",
    total="8 years 3 months",
    roles=(
        Role(
            "Staff Engineer, Forecast Platform",
            "January 2024 - Present (2 years 11 months)",
            "Rotterdam, South Holland, Netherlands",
            (
                "I own the platform behind Fathomline's flood forecasts: 6,800 river and tide "
                "gauges, 41 cities in 9 countries, a new forecast every ten minutes.",
                "Cut the time from radar image to published forecast from 47 minutes to 6 by "
                "moving the ensemble runs from nightly batch to a stream of small jobs.",
                "Wrote the on-call handbook that two water boards have since adopted. Nobody on my "
                "team has been woken by a false alarm since March 2025.",
                "Since spring 2026 I have been testing six ways of drawing a forecast's "
                "uncertainty with the crisis teams of five cities.",
                "I mentor four engineers, and review every design that touches an alert.",
            ),
        ),
        Role(
            "Lead Engineer",
            "March 2021 - December 2023 (2 years 10 months)",
            "Rotterdam, South Holland, Netherlands",
            (
                "Led nine engineers through the move from one city to a platform for many. We "
                "replaced 31 hand-tuned models by one pipeline with a configuration per city.",
                "On 21 December 2023 our forecast called the storm surge at Rotterdam eleven hours "
                "ahead, four centimetres off the measured peak.",
                "Hired eight people. The interview is a real post-mortem with the names removed.",
                "Brought the yearly bill per city down from 61,000 euros to 19,000, mostly by "
                "deleting things.",
            ),
        ),
        Role(
            "Senior Engineer",
            "September 2018 - February 2021 (2 years 6 months)",
            "Rotterdam, South Holland, Netherlands",
            (
                "Engineer number five. Built the first gauge network gateway in Python and "
                "PostgreSQL; it still runs, and still fits on one machine.",
                "After an incident with feet and metres in November 2019 I put units into our "
                "types. That class of error has not come back.",
            ),
        ),
    ),
)

BRIGHTWEIR = Employer(
    "Brightweir Weather",
    (
        Role(
            "Senior Data Engineer",
            "January 2015 - August 2018 (3 years 8 months)",
            "Utrecht, Netherlands",
            (
                "Built the ingestion of rain radar: 1.2 million readings a minute from 22 radars, "
                "with a replay of any storm since 2009.",
                "Designed the quality flags that tell rain from birds, wind farms and one "
                "remarkably reflective greenhouse near Naaldwijk.",
                "Introduced blameless post-mortems, and wrote the first eleven of them myself.",
            ),
        ),
    ),
)

KESTREL = Employer(
    "Kestrel Freight Systems",
    (
        Role(
            "Software Engineer",
            "September 2011 - December 2014 (3 years 4 months)",
            "Rotterdam, South Holland, Netherlands",
            (
                "Scheduled berths for container ships. My tide-aware planner let deep ships in on "
                "the flood and saved one terminal about 400 hours of waiting in its first year.",
                "Learned from the planners on the quay that a schedule is a promise, and that a "
                "good one has slack in it.",
                "Moved the planner's tests from three weeks of manual checks to nine minutes.",
            ),
        ),
    ),
)

BRIGADE = Employer(
    "Hollandse Delta Rescue Brigade",
    (
        Role(
            "Volunteer Boat Crew",
            "April 2016 - Present (10 years 8 months)",
            "Dordrecht, Netherlands",
            (
                "Second helm on a flood rescue boat, and the one who is asked what the water "
                "will do next. 63 call-outs.",
                "I train new crew in reading a river: eddies, strainers, and when not to go.",
            ),
        ),
    ),
)

TIDEWORKS = Employer(
    "Tideworks Hackerspace",
    (
        Role(
            "Co-founder and Tutor",
            "February 2013 - June 2019 (6 years 5 months)",
            "Rotterdam, South Holland, Netherlands",
            (
                "Thursday evenings of electronics and Python for anybody who walked in: 240 "
                "evenings, about 900 people, one small fire.",
                "Built a network of 36 home-made water gauges with children from two schools; "
                "eleven of them are still reporting.",
            ),
        ),
    ),
)

NTNU_LAB = Employer(
    "NTNU Coastal Laboratory",
    (
        Role(
            "Student Assistant",
            "June 2008 - August 2009 (1 year 3 months)",
            "Trondheim, Trøndelag, Norway",
            (
                "Ran the wave basin for visiting researchers, logged what the probes said, and "
                "wrote the script that noticed when a probe was lying.",
            ),
        ),
    ),
)

PERSON = Profile(
    name="Maren Okoye",
    headline=(
        "Staff Engineer at Fathomline | Flood forecasting, data platforms, "
        "software that people trust at 3 a.m."
    ),
    location="Rotterdam, South Holland, Netherlands",
    email="maren.okoye@example.com",
    linkedin="www.linkedin.com/in/maren-okoye-flood-forecasting",
    sidebar=(
        ("skills", ("Time-Series Data", "Python (Programming Language)", "Incident Response")),
        (
            "languages",
            (
                "English (Native or Bilingual)",
                "Norwegian (Native or Bilingual)",
                "Dutch (Full Professional)",
                "Igbo (Limited Working)",
            ),
        ),
        (
            "certifications",
            (
                "Coastal Skipper, Royal Yachting Association",
                "AWS Certified Solutions Architect – Professional",
                "Swift Water Rescue Technician",
            ),
        ),
        ("honors", ("Delta Prize for Public Software 2024",)),
        (
            "publications",
            (
                "Honest Error Bars: Showing Forecast Uncertainty to People Who Must Decide",
                "Four Centimetres: A Post-Mortem of a Forecast That Was Right",
            ),
        ),
    ),
    summary=(
        "I make computers say how high the water will come, how sure they are, and who should "
        "be woken. For fifteen years I have built data platforms where a wrong number has wet "
        "feet behind it.",
        "At Fathomline I am responsible for the forecast platform: from a gauge on a bridge pile "
        "to the sentence that a mayor reads at night. I like boring technology, small teams and "
        "error bars.",
        "I maintain Lowtide, an open-source tide library with 2,300 stars, and I live on a sailing "
        "barge from 1931, which keeps me interested in the subject.",
    ),
    employers=(FATHOMLINE, BRIGADE, BRIGHTWEIR, TIDEWORKS, KESTREL, NTNU_LAB),
    schools=(
        School(
            "Delft University of Technology",
            "Master of Science - MS, Hydraulic Engineering · (2009 - 2011)",
        ),
        School(
            "Norwegian University of Science and Technology (NTNU)",
            "Bachelor of Science - BS, Engineering Physics · (2006 - 2009)",
        ),
    ),
)

if __name__ == "__main__":
    FILE.write_bytes(draw(PERSON))
