"""Borrowed: cryptography. A certificate authority for one house, so that a tablet nearby can use https."""

import ipaddress
import os
from datetime import datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


def fingerprint(certificate: Path) -> str:
    """SHA-256 of a certificate file (PEM), as a device shows it: pairs of hex digits."""
    return x509.load_pem_x509_certificate(certificate.read_bytes()).fingerprint(hashes.SHA256()).hex(":").upper()


def https(folder: Path, names: list[str], now: datetime) -> tuple[Path, Path, Path]:
    """(authority, certificate, key) as PEM files in `folder`, made when missing or no longer right for `names`.

    The authority is what a tablet trusts once; the certificate lives 90 days and is remade from it.
    """
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    root, root_key = folder / "authority.crt", folder / "authority.key"
    leaf, leaf_key = folder / "server.crt", folder / "server.key"
    if not (root.exists() and root_key.exists()):
        _authority(root, root_key, now)
        leaf.unlink(missing_ok=True)
    if not (leaf.exists() and leaf_key.exists() and _fits(leaf, names, now)):
        _server(root, root_key, leaf, leaf_key, names, now)
    return root, leaf, leaf_key


def _fits(leaf: Path, names: list[str], now: datetime) -> bool:
    certificate = x509.load_pem_x509_certificate(leaf.read_bytes())
    said = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    return set(said) == set(_names(names)) and certificate.not_valid_after_utc - now > timedelta(days=7)


def _names(names: list[str]) -> list[x509.GeneralName]:
    found: list[x509.GeneralName] = []
    for name in names:
        try:
            found.append(x509.IPAddress(ipaddress.ip_address(name)))
        except ValueError:
            found.append(x509.DNSName(name))
    return found


def _authority(path: Path, key_path: Path, now: datetime) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, f"Spotcheck on this machine, {now:%Y-%m-%d}")])
    only_sign = x509.KeyUsage(False, False, False, False, False, True, True, False, False)
    made = (
        _begin(name, name, key.public_key(), now, timedelta(days=825))
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(only_sign, critical=True)
        .sign(key, hashes.SHA256())
    )
    _write_key(key_path, key)
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))


def _server(root: Path, root_key: Path, path: Path, key_path: Path, names: list[str], now: datetime) -> None:
    authority = x509.load_pem_x509_certificate(root.read_bytes())
    signer = serialization.load_pem_private_key(root_key.read_bytes(), None)
    if not isinstance(signer, ec.EllipticCurvePrivateKey):
        raise TypeError(f"{root_key} is not a key that this house made")
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, names[0][:64])])
    made = (
        _begin(subject, authority.subject, key.public_key(), now, timedelta(days=90))
        .add_extension(x509.SubjectAlternativeName(_names(names)), critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
        .sign(signer, hashes.SHA256())
    )
    _write_key(key_path, key)
    path.write_bytes(made.public_bytes(serialization.Encoding.PEM))


def _begin(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePublicKey, now: datetime, life: timedelta
) -> x509.CertificateBuilder:
    # An hour back: a tablet's clock may run behind.
    start = now - timedelta(hours=1)
    builder = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key)
    builder = builder.serial_number(x509.random_serial_number()).not_valid_before(start)
    return builder.not_valid_after(start + life)


def _write_key(path: Path, key: ec.EllipticCurvePrivateKey) -> None:
    path.unlink(missing_ok=True)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(pem)
