"""The whole cloud on this computer; see scripts/local-cloud.sh."""

import argparse
import shlex
import shutil
import signal
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from cloud.emulator import check_port, credentials, end_group, free_port, running_emulator
from cloud.model_front import Model, ModelFront, serving
from cloud.offline_model import OfflineModel
from cloud.preflight import check_terraform
from cloud.remote_model import RemoteModel
from cloud.shell import ROOT, shell
from cloud.stop import Stop, run
from cloud.terminal import say, step, title

ENVIRONMENT = "dev"
SKIPPED = shutil.ignore_patterns(".terraform*", "*.tfstate*", "*_override.tf", "tests")
PROVIDER = """\
# Buckets by path: not every resolver knows names below localhost.
provider "aws" {
  s3_use_path_style           = true
  skip_credentials_validation = true
  skip_metadata_api_check     = "true"
}
"""
# The emulator's CloudFront dials no host of AWS: its own gateway answers by path.
ORIGINS = """
resource "aws_cloudfront_distribution" "site" {{
  origin {{
    origin_id                = local.site_origin
    domain_name              = aws_s3_bucket.frontend.bucket_regional_domain_name
    origin_access_control_id = aws_cloudfront_origin_access_control.site.id
  }}

  origin {{
    origin_id   = local.api_origin
    domain_name = "localhost"
    origin_path = "/_aws/execute-api/${{aws_apigatewayv2_api.chat.id}}/$default"

    custom_origin_config {{
      http_port              = {port}
      https_port             = 443
      origin_protocol_policy = "http-only"
      origin_ssl_protocols   = ["TLSv1.2"]
    }}
  }}
}}
"""


def main() -> None:
    """Bring the cloud up, say where it is, and wait for Ctrl-C."""
    given = _arguments()
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    title("A cloud on this computer")
    with step("Tools") as checking:
        check_terraform()
        checking.note = "terraform"
    folder = Path(given.folder).resolve()
    port = given.port or free_port()
    check_port(port)
    model: Model = OfflineModel() if given.model == "offline" else _remote(given)
    with local_cloud(folder, port, model) as variables:
        _run_scripts(folder, variables)
        say("\nIn another terminal, the scripts work on this cloud after:")
        say(f"  source {shlex.quote(str(folder / 'env'))}")
        say("\nCtrl-C takes it down.")
        _wait()


def _remote(given: argparse.Namespace) -> Model:
    with step("Model") as asking:
        asking.note = given.model
        return RemoteModel(given.model, given.model_name)


@contextmanager
def local_cloud(folder: Path, port: int, model: Model) -> Iterator[Mapping[str, str]]:
    """Run an empty cloud with its files in `folder`; give the variables for the scripts."""
    variables = _variables(folder, port)
    _prepare(folder, variables)
    emulator = ExitStack()
    with serving(ModelFront(model)) as front, emulator:
        front.emulator = variables["AWS_ENDPOINT_URL"]
        more = {
            "MINISTACK_BEDROCK_PROXY_URL": front.url,
            "AWS_ENDPOINT_URL_BEDROCK_RUNTIME": front.url,
        }
        with step("AWS emulator") as starting:
            emulator.enter_context(running_emulator(shell(), port, folder / "emulator.log", more))
            starting.note = variables["AWS_ENDPOINT_URL"]
        try:
            yield variables
        finally:
            signal.signal(signal.SIGINT, signal.SIG_IGN)
            with step("Take the cloud down"):
                emulator.close()


def _variables(folder: Path, port: int) -> dict[str, str]:
    """Point the scripts at the cloud in `folder`, away from a real deployment's files."""
    return credentials(shell(), port) | {
        "TWIN_TERRAFORM": str(folder / "terraform"),
        "TF_VAR_viewer_protocol_policy": "allow-all",
    }


def _prepare(folder: Path, variables: Mapping[str, str]) -> None:
    """Copy terraform/, so that provider, locks and state of a real deployment are not touched."""
    root = folder / "terraform"
    shutil.rmtree(root, ignore_errors=True)
    shutil.copytree(ROOT / "terraform", root, ignore=SKIPPED)
    port = urlsplit(variables["AWS_ENDPOINT_URL"]).port
    origins = ORIGINS.format(port=port)
    (root / "local_override.tf").write_text(PROVIDER + origins, encoding="utf-8")
    (root / "bootstrap" / "local_override.tf").write_text(PROVIDER, encoding="utf-8")
    settings = {k: v for k, v in variables.items() if k.startswith(("AWS_", "TWIN_", "TF_"))}
    lines = [f"export {name}={shlex.quote(value)}" for name, value in sorted(settings.items())]
    (folder / "env").write_text("\n".join([*lines, "unset AWS_PROFILE", ""]), encoding="utf-8")


def _run_scripts(folder: Path, variables: Mapping[str, str]) -> None:
    """Deploy with the very scripts that deploy to AWS."""
    for command in (
        ["bootstrap.sh", "", "--yes"],
        ["deploy.sh", ENVIRONMENT, "--yes", "--allow-template"],
    ):
        _run_script(folder, variables, *command)


def _run_script(folder: Path, variables: Mapping[str, str], name: str, *arguments: str) -> None:
    """Run one script in a session of its own, so that all of it ends when this one is ended."""
    process = subprocess.Popen(
        [ROOT / "scripts" / name, *arguments], env=dict(variables), start_new_session=True
    )
    try:
        code = process.wait()
    except BaseException:
        end_group(process)
        raise
    if code:
        raise Stop(f"{name} failed (see above); {folder / 'emulator.log'} may say more.")


def _wait() -> None:
    """Wait for Ctrl-C, or for SIGTERM."""
    try:
        signal.pause()
    except KeyboardInterrupt:
        say("")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="local-cloud.sh", description="A cloud on this computer.")
    parser.add_argument("--model", default="offline", metavar="offline|URL", help="what answers")
    parser.add_argument("--model-name", default="", help="which model of that server")
    parser.add_argument("--port", type=int, default=0, help="where it is (default: a free port)")
    parser.add_argument("--folder", default=ROOT / ".local-cloud", help="where its files are")
    return parser.parse_args()


if __name__ == "__main__":
    run(main)
