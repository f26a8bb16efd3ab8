"""pyHanko: PAdES signatures on what leaves the building. Only the jobs process holds the report certificate."""

import os
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from pyhanko.keys import load_certs_from_pemder_data
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign import signers
from pyhanko.sign.fields import SigSeedSubFilter
from pyhanko.sign.validation import SignatureCoverageLevel, validate_pdf_signature
from pyhanko_certvalidator import ValidationContext


def certificate(folder: Path, now: datetime) -> tuple[Path, Path]:
    """(certificate, key) as PEM files in `folder`; made by ourselves (P-256, two years) when there is none.

    A ministry puts its own here; the one made here proves that a file is unchanged, not who the ministry is.
    """
    path, key_path = folder / "report.crt", folder / "report.key"
    if not (path.exists() and key_path.exists()):
        _make(path, key_path, now)
    return path, key_path


def sign(data: bytes, path: Path, key_path: Path, *, reason: str) -> bytes:
    """Returns the PDF with a signature over all of its bytes."""
    signer = signers.SimpleSigner.load(str(key_path), str(path))
    if signer is None:
        raise ValueError(f"the report certificate in {path.parent} cannot be read; nothing was signed")
    meta = signers.PdfSignatureMetadata(field_name="Signature", reason=reason, subfilter=SigSeedSubFilter.PADES)
    done = BytesIO()
    signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(data)), meta, signer=signer, output=done)
    return done.getvalue()


def public(data: bytes) -> str:
    """Where the certificate that signed a PDF is kept for those who check it: by its fingerprint; "" when unsigned.

    Only the certificate leaves the jobs process; its key stays where it is.
    """
    signer = _signer(data)
    return f"certificates/{signer.sha256.hex()}.pem" if signer else ""


def is_intact(data: bytes, certificate: bytes) -> bool:
    """True when the file carries one signature by this certificate (PEM) over all its bytes and none was changed."""
    [ours] = load_certs_from_pemder_data(certificate)
    try:
        [signature] = PdfFileReader(BytesIO(data)).embedded_signatures
        status = validate_pdf_signature(signature, ValidationContext(trust_roots=[ours], allow_fetching=False))
    except Exception:
        # Whatever a damaged file makes the reader raise, the answer to "is it intact" is no.
        return False
    whole = status.intact and status.valid and status.coverage == SignatureCoverageLevel.ENTIRE_FILE
    return bool(whole and signature.signer_cert.sha256 == ours.sha256)


def _signer(data: bytes) -> Any:
    try:
        [signature] = PdfFileReader(BytesIO(data)).embedded_signatures
    except Exception:
        # As above: a file that cannot be read has no signer.
        return None
    return signature.signer_cert


def _make(path: Path, key_path: Path, now: datetime) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Spotcheck demonstration: reports")])
    usage = x509.KeyUsage(True, True, False, False, False, False, False, False, False)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=730))
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, hashes.SHA256())
    )
    no_password = serialization.NoEncryption()
    secret = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, no_password)
    with os.fdopen(os.open(key_path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(secret)
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
