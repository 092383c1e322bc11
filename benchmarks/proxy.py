"""Debian's nginx before a house, on a free port: HTTP/2 with a certificate of its own, brotli."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_filter_module.so")
_TYPES = "text/css text/javascript application/javascript image/svg+xml application/json"
_CONFIGURATION = """
{modules}
pid {folder}/pid;
error_log {folder}/error.log;
worker_processes 1;
events {{ worker_connections 256; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    {compression}
    server {{
        listen 127.0.0.1:{port} ssl http2;
        ssl_certificate {folder}/certificate.pem;
        ssl_certificate_key {folder}/key.pem;
        location / {{
            proxy_pass http://127.0.0.1:{house};
            proxy_http_version 1.1;
            proxy_set_header Connection "";
            proxy_set_header Host 127.0.0.1:{house};
        }}
    }}
}}
"""


@contextmanager
def nginx(house: int) -> Iterator[tuple[str, str]]:
    """Yields the address of the proxy before the house on port `house`, and how it packs."""
    program = shutil.which("nginx") or "/usr/sbin/nginx"
    if not Path(program).exists():
        raise SystemExit(
            "nginx is not there: apt-get install nginx libnginx-mod-http-brotli-filter"
        )
    has_brotli = _BROTLI.exists()
    name = "brotli" if has_brotli else "gzip"
    level = f"{name}_comp_level 5;"
    packing = f"{name} on; {level} {name}_types {_TYPES};"
    with tempfile.TemporaryDirectory(prefix="portevoix-nginx-") as made:
        folder, port = Path(made), _free_port()
        _certify(folder)
        configuration = folder / "nginx.conf"
        configuration.write_text(
            _CONFIGURATION.format(
                folder=folder,
                port=port,
                house=house,
                modules=f"load_module {_BROTLI};" if has_brotli else "",
                compression=packing,
            )
        )
        process = subprocess.Popen(
            [program, "-c", str(configuration), "-e", f"{folder}/error.log", "-g", "daemon off;"]
        )
        try:
            _wait_for(port, process)
            yield f"https://127.0.0.1:{port}", name
        finally:
            process.terminate()
            process.wait(timeout=20)


def _certify(folder: Path) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    address = x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))])
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(hours=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(address, critical=False)
        .sign(key, hashes.SHA256())
    )
    (folder / "certificate.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "key.pem").write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    for _ in range(200):
        if process.poll() is not None:
            raise SystemExit("nginx ended at once")
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise SystemExit("nginx did not become ready")
