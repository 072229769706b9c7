"""What an author of a connector can do about an error (Indonesian)."""

from typing import Final

_OF_MESSAGES: Final = {
    "not a list": "jawabannya bukan daftar: lanjutkan `select` sampai daftarnya; bila "
    "objek yang kuncinya data, tulis `shape: [{entries: kode}]`; bila isinya tunggal, "
    "`one_or_many: true`",
    "not an object": "yang ada bukan objek: bila daftar, tulis jenisnya sebagai daftar, "
    "atau ambil satu dengan angka, misalnya `select: data.0` atau `from: data.0`",
    "not a text": "yang ada bukan teks: bila daftar, tulis jenisnya sebagai daftar, atau ambil "
    "satu dengan angka, misalnya `from: judul.0`; bila objek, lanjutkan `from` sampai teksnya",
    "a T may be yes or no": "`T` dapat berarti ya (true) dan tidak; sebut yang dimaksud layanan, "
    "`true: T` atau `false: T`",
    "not a whole number": "nilainya berkoma: bulatkan dengan `round: 0`, atau pakai "
    "`Float` atau `Decimal`",
    "its name is not known": "nama host di `url` tidak dikenal DNS; periksa ejaannya",
    "it refuses connections": "tidak ada yang mendengarkan di porta itu; periksa porta di `url`, "
    "dan apakah layanannya menyala",
    "its certificate has expired": "sertifikat layanan kedaluwarsa; minta pengelolanya memperbarui",
    "its certificate is for another host": "sertifikatnya untuk nama lain; pakai nama itu di "
    "`url`, atau `tls: {server_name: …}`",
    "its certificate is not to be trusted": "sertifikatnya bukan dari CA yang dikenal, atau "
    "rantainya tidak lengkap; sebut CA-nya dengan `tls: {ca: berkas.pem}`",
    "it does not agree on TLS": "di porta itu mungkin bukan TLS; coba `http://` di `url`, atau "
    "porta lain",
    "lacks the part that is selected": "`select` menunjuk bagian yang tidak ada; cocokkan "
    "ejaannya dengan jawaban di atas",
    "the answer is HTML": "layanan memberi halaman; bila hanya Content-Type-nya yang "
    "berkata HTML, tulis `format: {junk: true}`",
    "the answer is JSON, not a table": "layanan memberi JSON; bila itu memang jawabannya, hapus `format: csv`",
    "none of the columns": "kepala tabelnya tidak memuat satu pun kolom yang dibaca: cocokkan "
    "`from`, sebut `format: {columns: […]}` bila tanpa kepala, atau `skip` bila kepalanya di bawah; "
    "bila teks itu berarti tidak ada data, tulis `missing: {path: ., in: [teksnya]}`",
    "no row of its columns": "tidak satu pun baris sepanjang `columns`; bila teks itu berarti tidak "
    "ada data, tulis `missing: {path: ., in: [teksnya]}`",
    "ends before its table": "jawabannya lebih pendek daripada `skip`; bila itu berarti tidak ada "
    "data, tulis `missing: {path: ., in: [teksnya]}`",
    "the answer is not text in": "huruf-hurufnya dalam pengodean lain: sebut yang benar, "
    "misalnya `format: {encoding: windows-1252}`",
}
"""By words of the error's own message: more exact than its code."""

_REMEDIES: Final = {
    "UPSTREAM_UNAVAILABLE": "periksa `url`, dan apakah layanannya menyala dan dapat "
    "dijangkau dari sini",
    "UPSTREAM_TIMEOUT": "layanan tidak menjawab dalam `timeout`; naikkan bila memang "
    "lambat",
    "UPSTREAM_BUSY": "layanan membatasi laju; tunggu sebentar, atau turunkan `limits`",
    "UPSTREAM_BLOCKED": "alamatnya di luar `network:`, atau layanan mengalihkan; pakai "
    "`network: private`, `loopback`, atau daftar CIDR, dan `url` yang tidak mengalihkan",
    "UPSTREAM_AUTH": "layanan menolak kredensial; periksa `auth` atau `headers`, dan "
    "rahasia di lingkungan",
    "UPSTREAM_BAD_BODY": "periksa `format`, `select`, dan `shape` terhadap jawaban di atas",
    "UPSTREAM_BAD_VALUE": "periksa type dan cara membaca field itu; penanda kosong lain "
    "disebut di `nulls`, dan yang tidak selalu berisi tidak diberi `!`",
    "UPSTREAM_REJECTED": "layanan berkata tidak; bila itu berarti tidak ada data, tulis "
    "`missing`; bila kredensial yang ditolak, `refused` pada `auth`; bila sebenarnya berhasil, "
    "periksa `success`",
    "UNAUTHENTICATED": "layanan meminta login warga, yang tidak ada pada percobaan",
    "FORBIDDEN": "layanan tidak mengizinkan pengguna ini",
    "BAD_USER_INPUT": "periksa nilai argumennya",
    "TOO_COSTLY": "kurangi yang diminta dengan `--selection`",
}
"""By code; a code that is not here is a fault of the gateway."""

_OURS: Final = "kesalahan gateway sendiri; laporkan beserta perintah ini"


def remedy(code: str, message: str) -> str:
    """Return what to do about an error of a code, with a message (English)."""
    exact = [text for words, text in _OF_MESSAGES.items() if words in message]
    return exact[0] if exact else _REMEDIES.get(code, _OURS)
