"""`gateway try`: from the request to the reason of every null, and nothing secret."""

import base64
import json
from collections.abc import Generator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from typing_extensions import override

from gateway.__main__ import main
from tests.threaded import Quiet, threaded

FILE = """\
version: 1
tables: {kota: {"1871": "18.71"}, jenis: {M: Mobil, else: Lain}}
connectors:
  samsat:
    opd: Badan Pendapatan
    url: ${SAMSAT_URL}
    network: loopback
    headers: {X-Kunci: "${KUNCI}"}
    auth: {kind: basic, user: opd, password: "${SANDI}"}
    enums: {Warna: [MERAH, PUTIH]}
    interfaces:
      Benda: {fields: {nama: String}, discriminate: {path: jns, cases: {k: Kunci, g: Gembok}}}
    types:
      Kota: {key: kode, fields: {kode: ID!, nama: String!}, lookup: {call: "GET /kota/{kode}", missing: 404}, batch: {call: "GET /kota?k={kode}", join: ",", match: kode}}
      Kunci: {implements: Benda, fields: {gigi: Int}}
      Gembok: {implements: Benda, fields: {berat: Float}}
      Biaya: {fields: {jenis: String!, pokok: Rupiah}}
      Pajak:
        fields:
          nopol: {type: ID!, from: no_polisi}
          pemilik: {type: String, from: nm_pemilik, personal: true}
          tempo: {type: Date, from: tgl_tempo, format: dd-MM-yyyy}
          lahir: {type: Date, from: tgl_lahir, format: dd-MM-yyyy, personal: true}
          warna: Warna
          cc: {type: Int, from: rinci.cc, unit: cc}
          tahun: {type: Int, pattern: "th ([0-9]+)"}
          kota: {type: Kota, from: kd_kab, map: kota}
          total: {type: Rupiah, nulls: ["0"]}
          biaya: "[Biaya!]"
          alamat: {type: String, from: {template: "{jl} {no}"}}
          pertama: {type: String, from: [a, b.0]}
          kedua: {type: String, jmespath: "daftar[0]"}
          tetap: {type: String, value: Lampung}
          oleh: {type: Sumber, provenance: true}
    queries:
      pajak:
        args:
          nopol: {type: ID!, personal: true, send: {case: upper}, about: Nomor polisi}
          tahun: {type: Int, default: 2026, min: 2000}
        returns: Pajak
        call: GET /pajak/{nopol}?thn={tahun}&kunci=${KUNCI}
        select: data
        success: {path: kode, in: ["0"], message: pesan}
      daftarPajak: {args: {warna: Warna}, returns: "[Pajak!]", call: GET /daftar, select: data, filter_by: [warna], sort_by: nopol}
      benda: {returns: "[Benda]", call: GET /benda, expose: false}
      bendaLain: {returns: "[Benda]", call: GET /benda, expose: false}
      tabel: {returns: "[Pajak!]", call: GET /tabel, format: csv, expose: false}
      rusak: {returns: Pajak, call: GET /rusak}
      peta: {returns: "[Pajak!]", call: GET /peta}
      kosong: {returns: "[Benda]", call: GET /kosong}
      pindah: {returns: Pajak, call: GET /pindah}
      judul: {returns: "[String]", call: GET /judul}
  pusat:
    opd: Kementerian Contoh
    url: ${SAMSAT_URL}
    network: loopback
    auth: {kind: oauth2_client_credentials, token_url: "${SAMSAT_URL}/token", client_id: opd, client_secret: "${SANDI}"}
    queries:
      warta: {returns: "[String]", call: GET /judul}
merge:
  semua: {of: [samsat.benda, samsat.bendaLain]}
"""
ROW = {
    "no_polisi": "BE 1 A",
    "nm_pemilik": "Warga Contoh",
    "tgl_tempo": "31-02-2026",
    "tgl_lahir": "99-99-1990",
    "warna": "UNGU",
    "rinci": {"cc": "1300 cc", "lain": 1},
    "tahun": "tahun 2020",
    "kd_kab": "9999",
    "total": 0,
    "biaya": [{"jenis": "PKB", "pokok": "x", "sisa": 1}, {"pokok": 5}],
    "jl": "Jl. A",
    "b": [],
    "sandi_balik": "sangat/rahasia",
}
NO = {"kode": "9", "pesan": "Nomor tidak terdaftar"}
ANSWERS: dict[str, tuple[int, dict[str, str], bytes]] = {
    "/pajak/BE%201%20A": (200, {}, json.dumps({"kode": "0", "data": ROW}).encode()),
    "/pajak/BE%202%20A": (200, {"Set-Cookie": "sid=1"}, json.dumps(NO).encode()),
    "/daftar": (
        200,
        {},
        json.dumps({"data": [ROW, {**ROW, "warna": "merah"}, {}]}).encode(),
    ),
    "/benda": (
        200,
        {},
        b'[{"jns": "k", "gigi": 3, "x": 1}, {"jns": "z"}, {"jns": "g"}, 5]',
    ),
    "/tabel": (
        200,
        {"Content-Type": "text/csv"},
        b"no_polisi;nm_pemilik\nBE 1;Rahasia Diri\n",
    ),
    "/rusak": (200, {}, b"bukan json Warga Contoh"),
    "/peta": (200, {}, b'{"1": {"no_polisi": "BE 1"}}'),
    "/kosong": (200, {}, b'" "'),
    "/pindah": (302, {"Location": "/lain"}, b""),
    "/judul": (200, {}, b'["a", null]'),
    "/kota/18.71": (200, {}, b'{"kode": "18.71", "nama": "Bandar Lampung"}'),
    "/token": (200, {}, b'{"access_token": "tanda-rahasia", "expires_in": 60}'),
    "/kota": (200, {}, b'[{"kode": "1", "nama": "A"}]'),
}


class _Handler(Quiet):
    """Answers from the table."""

    @override
    def give(self) -> None:
        self.answer(*ANSWERS[urlsplit(self.path).path])


@pytest.fixture(scope="module")
def service() -> Generator[str]:
    """Run the service on a free port."""
    with threaded(_Handler) as address:
        yield address


class Tries:
    """Runs the command over the file."""

    def __init__(self, file: str, capsys: pytest.CaptureFixture[str]) -> None:
        self.file = file
        self.capsys = capsys
        self.err = ""

    def __call__(self, *words: str, status: int = 0) -> str:
        """Return what it prints, in which there is no secret."""
        assert status == main(["try", *words, "--connectors", self.file])
        shown = self.capsys.readouterr()
        self.err = shown.err
        for text in (shown.out, shown.err):
            assert "rahasia" not in text
            assert base64.b64encode(b"opd:sangat/rahasia").decode() not in text
        return shown.out


@pytest.fixture
def tries(
    service: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Tries:
    """Write the file and set what it asks of the environment."""
    monkeypatch.setenv("SAMSAT_URL", service)
    monkeypatch.setenv("KUNCI", "kunci-rahasia")
    monkeypatch.setenv("SANDI", "sangat/rahasia")
    (tmp_path / "c.yaml").write_text(FILE)
    return Tries(str(tmp_path / "c.yaml"), capsys)


def test_the_whole_way(tries: Tries, service: str) -> None:
    """Request, answer, what was selected, the value: all masked."""
    shown = tries("pajak", "nopol=BE 1 A", status=1)
    assert f"  GET {service}/pajak/•••?thn=2026&kunci=${{KUNCI}}\n" in shown
    assert "  X-Kunci: ${KUNCI}\n" in shown
    assert "  Authorization: Basic base64(opd:${SANDI})\n" in shown
    assert "Jawaban: status 200, " in shown
    assert '      "nm_pemilik": "•••",\n' in shown
    assert '"sandi_balik": "${SANDI}"' in shown
    assert "Terpilih (`select: data`): kunci no_polisi, " in shown
    assert '  nopol: "•••"\n  pemilik: "•••"\n  tempo: null\n' in shown
    assert "UPSTREAM_BAD_VALUE di `tempo`: " in shown
    assert "saran: periksa type dan cara membaca field itu" in shown
    assert "Warga" not in shown
    assert "BE 1 A" not in shown


def test_a_map_where_a_list_is_expected(tries: Tries) -> None:
    """The remedy is that of this mistake, and the map is not taken for a row."""
    shown = tries("peta", status=1)
    assert "saran: jawabannya bukan daftar: " in shown
    assert "tulis `shape: [{entries: kode}]`" in shown
    assert "Yang kosong" not in shown


def test_a_blank_text_is_no_list(tries: Tries) -> None:
    """What the graph takes for nothing is no reason of a null."""
    assert "Yang kosong" not in tries("kosong")


@pytest.mark.parametrize(
    "reason",
    [
        'tempo: 1 dari 1 null: nilai "31-02-2026" tidak terbaca sebagai Date (format `dd-MM-yyyy`) (UPSTREAM_BAD_VALUE)',
        "lahir: 1 dari 1 null: nilai ••• tidak terbaca sebagai Date (UPSTREAM_BAD_VALUE)",
        'warna: 1 dari 1 null: nilai "UNGU" tidak terbaca sebagai Warna (UPSTREAM_BAD_VALUE)',
        'tahun: 1 dari 1 null: nilai "tahun 2020" tidak cocok dengan `pattern: th ([0-9]+)` (UPSTREAM_BAD_VALUE)',
        'kota: 1 dari 1 null: tabel `kota` tidak punya kode "9999" (UPSTREAM_BAD_VALUE)',
        "total: 1 dari 1 null: 0 berarti kosong",
        'biaya[].pokok: 1 dari 2 null: nilai "x" tidak terbaca sebagai Rupiah (UPSTREAM_BAD_VALUE)',
        "biaya[].jenis: 1 dari 2 null: kunci `jenis` tidak ada; yang ada: `pokok`",
        "1 baris rusak: `biaya[].jenis` wajib berisi (`!`)",
        "kunci `no` tidak ada; yang ada: ",
        "`b.0` tidak ada: daftarnya berisi 0",
        "kedua: 1 dari 1 null: jmespath `daftar[0]` tidak menemukan apa pun",
        "rinci.lain, sandi_balik, biaya[].sisa",
    ],
)
def test_each_null_with_its_reason(tries: Tries, reason: str) -> None:
    """What is missing, unreadable, unknown to a table or meant as nothing is told so."""
    assert reason in tries("samsat.pajak", "nopol=BE 1 A", status=1)


def test_personal_data_where_asked_for(tries: Tries) -> None:
    """`--show-personal` shows them; secrets stay hidden."""
    shown = tries("pajak", "nopol=be 1 a", "--show-personal", status=1)
    assert "Warga Contoh" in shown
    assert "/pajak/BE%201%20A" in shown


def test_counts_over_rows(tries: Tries) -> None:
    """In a list nulls are counted by reason, and rows that are dropped are told."""
    shown = tries("daftarPajak", "warna=MERAH", "--rows", "1", "--lines", "2", status=1)
    assert "Hasil di graf: 1 baris; dalam jawaban 3" in shown
    assert "tempo: 2 dari 3 null: nilai" in shown
    assert "1 baris rusak: `nopol` wajib berisi (`!`)" in shown
    assert "baris lagi; `--lines 0` untuk semua" in shown


def test_members_of_interfaces_and_of_merges(tries: Tries) -> None:
    """A row whose type is not told is told; a merge tries each of its members."""
    shown = tries("semua", "--rows", "1", status=1)
    assert "samsat.benda (Badan Pendapatan)" in shown
    assert "samsat.bendaLain (Badan Pendapatan)" in shown
    assert "(baris): 1 dari 4 null: penanda tidak menunjuk satu pun" in shown
    assert "5, bukan objek `Benda`" in shown
    assert '__typename: "Kunci"' in shown
    assert "lagi; `--rows 0` untuk semua" in shown


def test_links_are_followed_where_selected(tries: Tries) -> None:
    """With a selection other calls are made and shown; without, keys are named."""
    shown = tries("Kota", "kode=18.71", "--selection", "{ nama }")
    assert 'nama: "Bandar Lampung"' in shown
    shown = tries("Kota", 'kode=["1", "2"]')
    assert "/kota?k=1%2C2" in shown
    assert "  2.\n    null\n" in shown


def test_what_is_not_json(tries: Tries) -> None:
    """A table is shown decoded where it holds personal data; what cannot be is not."""
    shown = tries("tabel")
    assert '"nm_pemilik": "•••"' in shown
    assert "Rahasia Diri" not in shown
    shown = tries("tabel", "--show-personal")
    assert "BE 1;Rahasia Diri" in shown
    shown = tries("rusak", status=1)
    assert (
        "(tidak ditampilkan: tidak terurai, dan mungkin memuat data pribadi)" in shown
    )
    assert "UPSTREAM_BAD_BODY" in shown
    assert "bukan json Warga Contoh" in tries("rusak", "--show-personal", status=1)


def test_failures_with_what_to_do(tries: Tries) -> None:
    """A refusal and a redirect: code, cause, advice and exit 1."""
    shown = tries("pajak", "nopol=BE 2 A", status=1)
    assert "UPSTREAM_REJECTED: Nomor tidak terdaftar" in shown
    assert "tulis `missing`" in shown
    shown = tries("pindah", status=1)
    assert "UPSTREAM_BLOCKED" in shown
    shown = tries("judul", "--url", "http://127.0.0.1:1", status=1)
    assert "UPSTREAM_UNAVAILABLE" in shown
    assert "Jawaban: tidak ada, setelah" in shown


def test_a_dry_run(tries: Tries, service: str) -> None:
    """`--dry-run` sends nothing and shows the request with its credentials masked."""
    shown = tries("pajak", "nopol=XX 9 X", "--dry-run")
    assert f"GET {service}/pajak/•••?thn=2026&kunci=${{KUNCI}}" in shown
    assert "Authorization: " in shown
    found = json.loads(tries("judul", "--dry-run", "--json"))
    assert f"{service}/judul" == found["request"]["url"]


def test_tokens_are_not_shown(tries: Tries) -> None:
    """What a credential fetches is told to have been, and stays out of sight."""
    shown = tries("warta")
    assert "Permintaan (pusat, kredensial)" in shown
    assert "(jawaban atas permintaan kredensial; tidak ditampilkan)" in shown
    assert "Authorization: •••" in shown
    assert "Authorization: Bearer (token)" in tries("warta", "--dry-run")


def test_for_machines(tries: Tries) -> None:
    """`--json` has all of it in one object."""
    found = json.loads(tries("pajak", "nopol=BE 1 A", "--json", status=1))
    assert "samsat.pajak" == found["name"]
    assert 200 == found["calls"][0]["answer"]["status"]
    assert "tempo" in [one["field"] for one in found["nulls"]]
    assert "•••" == found["value"]["pemilik"]


def test_an_example_to_paste(tries: Tries, tmp_path: Path) -> None:
    """`--example` prints YAML that `gateway test` runs as it is."""
    text = tries("daftarPajak", "warna=MERAH", "--example", status=1)
    assert "# Data pribadi disamarkan.\n" in text
    (tmp_path / "contoh.yaml").write_text(text)
    assert ["daftarPajak"] == list(yaml.safe_load(text))
    url = "    url: ${SAMSAT_URL}\n"
    file = tmp_path / "c.yaml"
    file.write_text(FILE.replace(url, f"{url}    examples: contoh.yaml\n", 1))
    assert 0 == main(["test", "--connectors", str(file)]), tries.capsys.readouterr().out
    kota = tries("Kota", "kode=1", "kode=2", "--example")
    assert 'result: [{kode: "1", nama: A}, null]' in kota


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (
            ["pajak", "nopol=BE 1 A"],
            "argumennya data pribadi; coba dengan nilai rekaan",
        ),
        (["tabel"], "jawabannya bukan JSON, dan mungkin memuat data pribadi"),
        (["judul", "--url", "http://127.0.0.1:1"], "tidak ada jawaban untuk direkam"),
    ],
)
def test_what_is_not_recorded(tries: Tries, words: list[str], complaint: str) -> None:
    """Nothing personal becomes an example, nor what never came."""
    tries(*words, "--example", status=1)
    assert complaint in tries.err


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["pajk", "nopol=1"], "mungkin maksudnya `pajak`?"),
        (["pajak"], "argumen `nopol` wajib diisi; Nomor polisi"),
        (
            ["pajak", "nopl=1"],
            "`nopl` bukan argumen `pajak`; mungkin maksudnya `nopol`?",
        ),
        (["pajak", "nopol"], "`nopol` bukan ARGUMEN=NILAI"),
        (["pajak", "nopol=1", "tahun=1999"], "argumen `tahun` melanggar `min: 2000`"),
        (["pajak", "nopol=1", "tahun=x"], "tulis bilangan bulat 32-bit seperti `10`"),
        (["judul", "--url", "ftp://x"], "--url: tulis alamat http atau https"),
        (
            ["judul", "--selection", "{"],
            "--selection:1:2: seharusnya nama di sini, bukan akhir kueri",
        ),
        (
            ["pajak", "nopol=1", "--selection", "{\n  totl\n}"],
            "--selection:2:3: `Pajak` tidak punya field `totl`; mungkin maksudnya `total`",
        ),
        (
            ["pajak", "nopol=1", "--selection", "{ totl }", "--dry-run"],
            "--selection:1:3: `Pajak` tidak punya field `totl`",
        ),
        (["judul", "x=1"], "`samsat.judul` tanpa argumen"),
    ],
)
def test_misused(tries: Tries, words: list[str], complaint: str) -> None:
    """Wrong names, arguments and options: what is meant, what there is, exit 2."""
    tries(*words, status=2)
    assert complaint in tries.err
