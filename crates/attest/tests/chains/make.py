"""Makes the certificates of this folder anew: `python3 make.py`, with the package `cryptography`.

Shaped like the maker's: a root, two between, the one in the fob, one for a key. No test runs this;
the private keys are thrown away.
"""
import datetime
import hashlib

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa, utils
from cryptography.x509.oid import NameOID, ObjectIdentifier

ARC = "1.3.6.1.4.1.41482.3."
START, END = datetime.datetime(2016, 3, 14), datetime.datetime(2052, 4, 17)


def name(text):
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def certificate(subject, key, issuer, by, hash_, ca=None, extra=(), end=END, critical=False):
    builder = (x509.CertificateBuilder().subject_name(name(subject)).issuer_name(name(issuer))
               .public_key(key.public_key()).serial_number(int.from_bytes(hashlib.sha256(subject.encode()).digest()[:8], "big") | 1)
               .not_valid_before(START).not_valid_after(end))
    if ca is not None:
        builder = builder.add_extension(x509.BasicConstraints(True, ca), critical=True)
    for nth, value in extra:
        builder = builder.add_extension(x509.UnrecognizedExtension(ObjectIdentifier(ARC + nth), value), critical=critical)
    return builder.sign(by, hash_)


def write(file, made):
    with open(file + ".pem", "wb") as out:
        out.write(made if isinstance(made, bytes) else made.public_bytes(serialization.Encoding.PEM))


def new_rsa():
    return rsa.generate_private_key(65537, 2048)


root, upper, lower, fob, other = (new_rsa() for _ in range(5))
key = ec.generate_private_key(ec.SECP256R1())
ROOT, UPPER, LOWER = "Test Root", "Yubico Attestation Intermediate T 1", "Yubico PIV Attestation T 1"
FOB, KEY = "Yubico PIV Attestation", "YubiKey PIV Attestation 95"
TOLD = [("3", bytes([5, 7, 4])), ("7", bytes([2, 4, 0, 0xBC, 0x61, 0x4E])), ("8", b"\x01\x01"), ("9", b"\x03")]
NESTED = [("3", bytes([4, 3, 5, 7, 4])), ("7", bytes([2, 4, 0, 0xBC, 0x61, 0x4E])), ("8", b"\x04\x02\x01\x01")]
S256, S512 = hashes.SHA256(), hashes.SHA512()

write("root", certificate(ROOT, root, ROOT, root, S512, 3))
write("upper", certificate(UPPER, upper, ROOT, root, S512, 2))
write("lower", certificate(LOWER, lower, UPPER, upper, S256, 1))
write("lower-short", certificate(LOWER, lower, UPPER, upper, S256, 0))
write("lower-mute", certificate(LOWER, lower, UPPER, upper, S256))
write("fob", certificate(FOB, fob, LOWER, lower, S256, 0))
write("fob-early", certificate(FOB, fob, ROOT, root, S256))
write("fob-late", certificate(FOB, fob, ROOT, root, S256, 0, end=datetime.datetime(2020, 1, 1)))
write("fob-forged", certificate(FOB, fob, ROOT, other, S256, 0))
write("fob-own", certificate("Somebody", fob, "Somebody", fob, S256, 0))
write("fob-mute", certificate("Somebody", fob, ROOT, root, S256))
write("key", certificate(KEY, key, FOB, fob, S256, extra=TOLD))
write("key-nested", certificate(KEY, key, FOB, fob, S256, extra=NESTED))
write("key-strange", certificate(KEY, key, FOB, fob, S256, extra=[("77", b"\x05\x00")], critical=True))
write("key-early", certificate(KEY, key, FOB, fob, S256, extra=TOLD[:1] + TOLD[2:3]))
write("key-other-slot", certificate("YubiKey PIV Attestation 9a", key, FOB, fob, S256, extra=TOLD))
write("key-own", certificate(KEY, key, "Somebody", fob, S256, extra=TOLD))

# A signature whose digest is named without the empty parameter, as some early fobs made them.
whole = certificate(KEY, key, FOB, fob, S256, extra=TOLD)
signed = whole.tbs_certificate_bytes
bare = bytes.fromhex("302f300b06096086480165030402010420") + hashlib.sha256(signed).digest()
padded = b"\x00\x01" + b"\xff" * (256 - 3 - len(bare)) + b"\x00" + bare
numbers = fob.private_numbers()
bad = pow(int.from_bytes(padded, "big"), numbers.d, numbers.public_numbers.n).to_bytes(256, "big")
der = whole.public_bytes(serialization.Encoding.DER)
der = der.replace(whole.signature, bad)
import base64, textwrap
text = "\n".join(textwrap.wrap(base64.b64encode(der).decode(), 64))
write("key-bare", f"-----BEGIN CERTIFICATE-----\n{text}\n-----END CERTIFICATE-----\n".encode())

root384, fob384 = (ec.generate_private_key(ec.SECP384R1()) for _ in range(2))
write("root-384", certificate("Test Root 384", root384, "Test Root 384", root384, hashes.SHA384(), 1))
write("fob-384", certificate(FOB, fob384, "Test Root 384", root384, hashes.SHA384(), 0))
write("key-384", certificate(KEY, key, FOB, fob384, S256, extra=TOLD))

proof = key.sign(bytes([7] * 32), ec.ECDSA(utils.Prehashed(S256)))
with open("proof.hex", "w") as out:
    out.write(proof.hex() + "\n")
