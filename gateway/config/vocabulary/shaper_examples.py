"""What each step of `shape` does, before and after, for the reference.

A test runs every one of them.
"""

from typing import Final, NamedTuple


class Shaped(NamedTuple):
    """An answer (JSON), the words of the query, and the rows that come of it.

    `arguments` (JSON) are those of the call, where they matter.
    """

    step: str
    about: str
    before: str
    yaml: str
    after: str
    arguments: str = ""


SHAPED: Final = (
    Shaped(
        "unwrap",
        "Pembungkus yang dieja berbeda-beda, dan setiap baris dibungkus lagi.",
        '{"responceCekIzin": {"data": [{"node": {"nomor": "A-1"}}, {"node": {"nomor": "A-2"}}]}}',
        "shape: [unwrap, unwrap, unwrap]\n",
        '[{"nomor": "A-1"}, {"nomor": "A-2"}]',
    ),
    Shaped(
        "unwrap",
        "Kunci lain di sampingnya; kunci yang diambil disebut dengan ekspresi reguler.",
        '{"status": 200, "respondataNIB": {"nib": "0001"}}',
        'shape: [{unwrap: "respon.+"}]\n',
        '{"nib": "0001"}',
    ),
    Shaped(
        "one_or_many",
        "XML memberi objek tunggal bila hanya satu, dan tidak memberi apa-apa bila tidak ada.",
        '{"rs": [{"nama": "A", "ruang": {"kelas": "1"}}, {"nama": "B"}]}',
        "select: rs\nshape: [{one_or_many: {at: ruang, empty: true}}]\n",
        '[{"nama": "A", "ruang": [{"kelas": "1"}]}, {"nama": "B", "ruang": []}]',
    ),
    Shaped(
        "rows",
        "Baris tanpa nama; kolom ketiga dilewati.",
        '{"data": [["106802", "Box Culvert", "x", "500 Jt"], ["105802", "Jembatan", "x", "900 Jt"]]}',
        "select: data\nshape: [{rows: [kode, nama, ~, pagu]}]\n",
        '[{"kode": "106802", "nama": "Box Culvert", "pagu": "500 Jt"}, '
        '{"kode": "105802", "nama": "Jembatan", "pagu": "900 Jt"}]',
    ),
    Shaped(
        "rows",
        "Nama di baris pertama, seperti lembar kerja; sel kosong di ujung tidak dikirim.",
        '{"values": [["kode", "nama"], ["1871", "Bandar Lampung"], ["1872"]]}',
        "select: values\nshape: [{rows: {columns: header, ragged: true}}]\n",
        '[{"kode": "1871", "nama": "Bandar Lampung"}, {"kode": "1872", "nama": null}]',
    ),
    Shaped(
        "rows",
        "Nama di samping barisnya.",
        '{"columns": [{"name": "kode"}, {"name": "nilai"}], "data": [["1871", 5], ["1872", 7]]}',
        "shape: [{rows: {names: columns.name, cells: data}}]\n",
        '[{"kode": "1871", "nilai": 5}, {"kode": "1872", "nilai": 7}]',
    ),
    Shaped(
        "rows",
        "Daftar pendek di dalam baris menjadi objek.",
        '[{"nama": "Way Kambas", "titik": [105.78, -4.93]}]',
        "shape: [{rows: {at: titik, columns: [bujur, lintang]}}]\n",
        '[{"nama": "Way Kambas", "titik": {"bujur": 105.78, "lintang": -4.93}}]',
    ),
    Shaped(
        "entries",
        "Kuncinya data: objek mendapat kuncinya di samping kunci-kuncinya sendiri.",
        '{"1871": {"nama": "Bandar Lampung"}, "1872": {"nama": "Metro"}}',
        "shape: [{entries: kode}]\n",
        '[{"nama": "Bandar Lampung", "kode": "1871"}, {"nama": "Metro", "kode": "1872"}]',
    ),
    Shaped(
        "entries",
        "Hanya kunci yang berupa tanggal.",
        '{"satuan": "Rp/kg", "2026-11-20": 14500, "2026-11-21": 14600}',
        'shape: [{entries: {key: tanggal, value: harga, only: "[0-9-]+"}}]\n',
        '[{"tanggal": "2026-11-20", "harga": 14500}, {"tanggal": "2026-11-21", "harga": 14600}]',
    ),
    Shaped(
        "unpivot",
        "Setiap tanggal satu kolom.",
        '[{"komoditas": "Beras", "20/11/2026": "14.500", "21/11/2026": "14.600"}]',
        'shape: [{unpivot: {columns: "[0-9/]+", name: tanggal, value: harga}}]\n',
        '[{"komoditas": "Beras", "tanggal": "20/11/2026", "harga": "14.500"}, '
        '{"komoditas": "Beras", "tanggal": "21/11/2026", "harga": "14.600"}]',
    ),
    Shaped(
        "unpivot",
        "Beberapa kolom untuk setiap kelas: kelompok `value` menamai isinya.",
        '[{"rs": "A", "kosong_kelas1": 16, "total_kelas1": 20, "kosong_kelas2": 41, "total_kelas2": 50}]',
        'shape: [{unpivot: {columns: "(?P<value>kosong|total)_kelas(?P<kelas>[0-9])"}}]\n',
        '[{"rs": "A", "kelas": "1", "kosong": 16, "total": 20}, '
        '{"rs": "A", "kelas": "2", "kosong": 41, "total": 50}]',
    ),
    Shaped(
        "parse",
        "JSON di dalam teks; yang sudah berupa objek dibiarkan.",
        '[{"id": 1, "detail": "{\\"opd\\": \\"Disdik\\"}"}, {"id": 2, "detail": {"opd": "Dinkes"}}]',
        "shape: [{parse: {at: detail, as: json}}]\n",
        '[{"id": 1, "detail": {"opd": "Disdik"}}, {"id": 2, "detail": {"opd": "Dinkes"}}]',
    ),
    Shaped(
        "parse",
        "Bacaan dan ambang dalam satu teks: dipisah, lalu bacaannya menjadi baris.",
        '{"riwayat": "09.00,270;09.30,280|350;250"}',
        "select: riwayat\n"
        "shape:\n"
        r"  - parse: {as: object, pattern: '(?P<bacaan>[^|]*)\|(?P<siaga1>\d+);(?P<siaga2>\d+)'}"
        "\n"
        r"  - parse: {at: bacaan, as: rows, pattern: '(?P<jam>[^;,]+),(?P<tinggi>\d+)'}"
        "\n",
        '{"bacaan": [{"jam": "09.00", "tinggi": "270"}, {"jam": "09.30", "tinggi": "280"}], '
        '"siaga1": "350", "siaga2": "250"}',
    ),
    Shaped(
        "parse",
        "Daftar, tabel, dan isian formulir di dalam teks.",
        '{"tag": "jalan; jembatan;", "tabel": "kode,nama\\n18,Lampung", "isian": "tahun=2026&opd=5"}',
        "shape:\n"
        '  - parse: {at: tag, as: list, by: ";"}\n'
        "  - parse: {at: tabel, as: csv}\n"
        "  - parse: {at: isian, as: query}\n",
        '{"tag": ["jalan", "jembatan"], "tabel": [{"kode": "18", "nama": "Lampung"}], '
        '"isian": {"tahun": "2026", "opd": "5"}}',
    ),
    Shaped(
        "parse",
        "Dokumen XML dalam base64.",
        '[{"nomor": "D1", "isi": "PGE+PGI+MTwvYj48L2E+"}]',
        "shape:\n  - parse: {at: isi, as: base64}\n  - parse: {at: isi, as: xml}\n",
        '[{"nomor": "D1", "isi": {"a": {"b": "1"}}}]',
    ),
    Shaped(
        "join",
        "Kode diterangkan daftar lain dalam jawaban yang sama.",
        '{"komoditas": [{"id": 1, "nama": "Beras"}], "satuan": {"KG": "kilogram"}, '
        '"harga": [{"id_komoditas": "1", "sat": "KG", "harga": 14500}]}',
        "select: harga\n"
        "shape:\n"
        "  - join: {with: komoditas, code: id_komoditas, match: id, take: nama, as: komoditas}\n"
        "  - join: {with: satuan, code: sat, as: satuan}\n",
        '[{"id_komoditas": "1", "sat": "KG", "harga": 14500, "komoditas": "Beras", '
        '"satuan": "kilogram"}]',
    ),
    Shaped(
        "join",
        "Bahan grafik: baris ke-n dijelaskan label ke-n.",
        '{"labels": ["Jan", "Feb"], "datasets": [{"label": "Beras", "data": [14500, 14600]}]}',
        "select: datasets\n"
        "shape:\n"
        "  - flatten: {at: data, keep: {komoditas: label}, as: harga, index: ke}\n"
        "  - join: {with: labels, code: ke, as: bulan}\n",
        '[{"komoditas": "Beras", "ke": 0, "harga": 14500, "bulan": "Jan"}, '
        '{"komoditas": "Beras", "ke": 1, "harga": 14600, "bulan": "Feb"}]',
    ),
    Shaped(
        "join",
        "Kode gabungan: nomor yang sama dipakai jenis yang berbeda (JSON:API).",
        '{"data": [{"rel": [{"type": "orang", "id": "1"}, {"type": "opd", "id": "1"}]}], '
        '"included": [{"type": "opd", "id": "1", "nama": "Dinas"}, '
        '{"type": "orang", "id": "1", "nama": "Ani"}]}',
        "select: data\n"
        "shape:\n"
        "  - join: {with: included, code: [rel.type, rel.id], match: [type, id], take: nama, as: nama}\n",
        '[{"rel": [{"type": "orang", "id": "1"}, {"type": "opd", "id": "1"}], '
        '"nama": ["Ani", "Dinas"]}]',
    ),
    Shaped(
        "codes",
        "Tabel BPS: kunci isinya adalah kode wilayah, variabel, dan tahun yang disambung.",
        '{"vervar": [{"val": 1871, "label": "Bandar Lampung"}], "var": [{"val": 145}], '
        '"tahun": [{"val": 125, "label": "2025"}], "datacontent": {"1871145125": 7.4}}',
        "select: datacontent\n"
        "shape:\n"
        "  - entries: {key: kode, value: nilai}\n"
        "  - codes: {at: kode, of: {wilayah: vervar.val, variabel: var.val, tahun: tahun.val}}\n"
        "  - join: {with: tahun, code: kode.tahun, match: val, take: label, as: tahun}\n",
        '[{"kode": {"wilayah": "1871", "variabel": "145", "tahun": "125"}, "nilai": 7.4, "tahun": "2025"}]',
    ),
    Shaped(
        "pivot",
        "Satu baris setiap parameter menjadi satu baris setiap waktu.",
        '[{"waktu": "06", "parameter": "t", "nilai": 26}, {"waktu": "06", "parameter": "hu", "nilai": 90}, '
        '{"waktu": "12", "parameter": "t", "nilai": 31}]',
        "shape: [{pivot: {key: waktu, name: parameter, value: nilai}}]\n",
        '[{"waktu": "06", "t": 26, "hu": 90}, {"waktu": "12", "t": 31}]',
    ),
    Shaped(
        "pivot",
        "Pasangan nama dan isi menjadi satu objek.",
        '[{"judul": "Jalan", "extras": [{"key": "tahun", "value": "2026"}, {"key": "satuan", "value": "km"}]}]',
        "shape: [{pivot: {at: extras, name: key, value: value}}]\n",
        '[{"judul": "Jalan", "extras": {"tahun": "2026", "satuan": "km"}}]',
    ),
    Shaped(
        "zip",
        "Daftar-daftar yang sejajar.",
        '{"hourly": {"time": ["06:00", "07:00"], "suhu": [26, 27]}}',
        "select: hourly\nshape: [zip]\n",
        '[{"time": "06:00", "suhu": 26}, {"time": "07:00", "suhu": 27}]',
    ),
    Shaped(
        "flatten",
        "Daftar hari, masing-masing daftar jam.",
        '{"cuaca": [[{"jam": "06"}, {"jam": "09"}], [{"jam": "00"}]]}',
        "select: cuaca\nshape: [flatten]\n",
        '[{"jam": "06"}, {"jam": "09"}, {"jam": "00"}]',
    ),
    Shaped(
        "flatten",
        "Baris dalam membawa kunci baris luarnya.",
        '[{"tanggal": "2026-11-20", "pasar": {"nama": "Koga"}, "harga": [{"kom": "Beras"}, {"kom": "Gula"}]}]',
        "shape: [{flatten: {at: harga, keep: {tanggal: tanggal, pasar: pasar.nama}}}]\n",
        '[{"kom": "Beras", "tanggal": "2026-11-20", "pasar": "Koga"}, '
        '{"kom": "Gula", "tanggal": "2026-11-20", "pasar": "Koga"}]',
    ),
    Shaped(
        "echo",
        "Jawaban tidak menyebut tanggal yang diminta.",
        '[{"komoditas": "Beras"}]',
        "shape: [{echo: [tanggal]}]\n",
        '[{"komoditas": "Beras", "tanggal": "2026-11-20"}]',
        '{"tanggal": "2026-11-20"}',
    ),
)
