"""Complete connectors.yaml files for the reference, each for one task."""

from typing import Final, NamedTuple


class Example(NamedTuple):
    """A file that loads as it stands (with `files` beside it), and its title."""

    title: str
    about: str
    yaml: str
    files: tuple[tuple[str, str], ...] = ()


EXAMPLES: Final = (
    Example(
        "Konektor terkecil",
        "Satu layanan, satu tipe, satu query.",
        """\
version: 1
connectors:
  perpustakaan:
    opd: Dinas Perpustakaan dan Kearsipan
    url: ${PERPUS_URL:-http://127.0.0.1:9000}
    types:
      Buku:
        key: isbn
        fields:
          isbn: ID!
          judul: String
          terbit: {type: Date, from: tgl_terbit, format: dd-MM-yyyy}
    queries:
      daftarBuku:
        args: {judul: String}
        returns: "[Buku!]"
        call: GET /buku.php?q={judul}
""",
    ),
    Example(
        "Membaca nilai",
        "Path, beberapa path, template, nilai tetap, JMESPath, angka, dan boolean.",
        """\
version: 1
connectors:
  dinkes:
    opd: Dinas Kesehatan
    url: https://dinkes.example.go.id/api
    notation: id
    nulls: ["", "-", "N/A"]
    types:
      RumahSakit:
        fields:
          kode: {type: ID!, from: a."d.kode_rs"}
          nama: {type: String!, from: [nama_baru, nama], trim: true}
          diperbarui: {type: DateTime, from: {template: "{tgl} {jam}"}, format: dd-MM-yyyy HH:mm}
          provinsi: {type: String, value: Lampung}
          ruangPertama: {type: String, jmespath: "ruang[0].nama"}
          jarak: {type: Float, unit: km}
          igd: {type: Boolean, true: [Y, "1"], false: T}
          direktur: {type: String, personal: true}
    queries:
      daftarRumahSakit:
        returns: "[RumahSakit!]"
        call: GET /rs
        select: data.rows
""",
    ),
    Example(
        "Tautan, batch, dan tabel kode",
        "Nilai `wilayah` adalah kode BPS; tabel menerjemahkannya ke kunci `Wilayah`, "
        "dan gateway mencari semua wilayah dalam satu panggilan.",
        """\
version: 1
tables:
  wilayah_bps: {file: wilayah.csv, key: bps, value: kemendagri}
connectors:
  pemerintahan:
    opd: Biro Pemerintahan dan Otonomi Daerah
    url: https://wilayah.example.go.id
    types:
      Wilayah:
        key: kode
        fields: {kode: ID!, nama: String!}
        lookup: {call: "GET /wilayah/{kode}", missing: 404}
        batch: {call: "GET /wilayah?kode={kode}", join: ",", match: kode, size: 100}
  pangan:
    opd: Dinas Ketahanan Pangan
    url: https://pangan.example.go.id
    success: {path: status.code, in: ["0000"], message: status.message}
    types:
      Harga:
        fields:
          komoditas: String!
          harga: Rupiah
          wilayah: {type: Wilayah, from: kd_kab, map: wilayah_bps}
    queries:
      hargaPangan:
        args: {wilayah: {type: ID, send: {map: wilayah_bps}}}
        returns: "[Harga!]"
        call: GET /harga?kab={wilayah}
        batch: {call: "GET /harga?kab={wilayah}", join: ",", group: wilayah}
        select: data
extend:
  Wilayah:
    hargaPangan: {query: hargaPangan, with: {wilayah: kode}}
""",
        (("wilayah.csv", "bps,kemendagri\n1801,18.04\n1871,18.71\n"),),
    ),
    Example(
        "Menyaring dan mengurutkan di gateway",
        "Untuk layanan yang hanya punya “berikan semuanya”.",
        """\
version: 1
connectors:
  perdagangan:
    opd: Dinas Perindustrian dan Perdagangan
    url: https://pasar.example.go.id
    cache: {ttl: 10m}
    types:
      Pasar:
        key: kode
        fields: {kode: ID!, nama: String!, kelas: Int, status: String}
        lookup: {in: semuaPasar, match: kode}
    queries:
      semuaPasar: {returns: "[Pasar!]", call: GET /pasar.json, expose: false}
      daftarPasar:
        args:
          nama: {type: String, length: 3..40}
          kelasTerendah: {type: Int, default: 1, min: 1, max: 4}
        returns: "[Pasar!]"
        call: GET /pasar.json
        where: {status: [AKTIF, BARU], nama: {present: true}}
        filter_by: {nama: {field: nama, how: contains}, kelasTerendah: {field: kelas, how: min}}
        sort_by: [-kelas, nama]
""",
    ),
    Example(
        "Permintaan dengan isi",
        "Parameter, header, dan JSON dengan argumen berupa objek.",
        """\
version: 1
connectors:
  perizinan:
    opd: Dinas Penanaman Modal dan PTSP
    url: https://izin.example.go.id
    headers: {X-Api-Key: "${IZIN_KEY:-contoh}"}
    enums:
      Urutan: [TERBARU, TERLAMA]
    inputs:
      Saringan: {fields: {kata: String!, tahun: Int}}
    types:
      Izin: {fields: {nomor: ID!, status: {type: String, deprecated: lihat nomor}}}
    queries:
      cariIzin:
        args:
          saringan: Saringan!
          urutan: {type: Urutan, default: TERBARU, send: {case: lower}}
        returns: "[Izin!]"
        call:
          request: POST /cari
          query: {urut: "{urutan}"}
          headers: {X-Sumber: lampung-in}
          json: {q: "{saringan.kata}", tahun: "{saringan.tahun}", halaman: 1, rinci: true}
        select: {jmespath: "hasil[?nomor]"}
""",
    ),
    Example(
        "Beberapa bentuk satu hal: interface, union, merge",
        "Penanda dalam baris menentukan tipenya; `merge` menyatukan beberapa sumber.",
        """\
version: 1
defaults: {timeout: 2s, network: public}
types:
  Harga:
    fields: {komoditas: String!, harga: Rupiah, sumber: {type: Sumber, provenance: true}}
connectors:
  bpbd:
    opd: Badan Penanggulangan Bencana Daerah
    url: https://bpbd.example.go.id
    interfaces:
      Kejadian:
        fields: {judul: String!}
        discriminate: {path: jenis, cases: {gempa: Gempa, else: Banjir}}
    types:
      Gempa: {implements: Kejadian, fields: {magnitudo: Float}}
      Banjir: {implements: Kejadian, fields: {tinggi: {type: Float, unit: cm}}}
    unions:
      Peringatan:
        of: [Gempa, Banjir]
        discriminate: {path: jenis, cases: {gempa: Gempa, banjir: Banjir}}
    queries:
      kejadian: {returns: "[Kejadian!]", call: GET /kejadian}
      peringatan: {returns: "[Peringatan!]", call: GET /peringatan}
  pangan:
    opd: Dinas Ketahanan Pangan
    url: https://pangan.example.go.id
    queries:
      hargaPangan: {returns: "[Harga!]", call: GET /harga, expose: false}
  perkebunan:
    opd: Dinas Perkebunan
    url: https://kebun.example.go.id
    queries:
      hargaKebun:
        returns: "[Harga!]"
        call: GET /daftar
        expose: false
        fields: {komoditas: nm_komoditi, harga: {from: hrg, times: 1000}}
merge:
  hargaKomoditas:
    of: [pangan.hargaPangan, perkebunan.hargaKebun]
    sort: komoditas
""",
    ),
    Example(
        "Daftar panjang per halaman",
        "Empat cara layanan memberi halaman, dan satu daftar utuh yang dibagi gateway.",
        """\
version: 1
connectors:
  pengaduan:
    opd: Dinas Komunikasi, Informatika dan Statistik
    url: https://aduan.example.go.id
    types:
      Aduan: {fields: {nomor: ID!, judul: String}}
    queries:
      aduan:
        args: {status: String}
        returns: "[Aduan!]"
        call: GET /aduan?status={status}&halaman={page}&isi={size}
        select: data
        pages: {style: page, size: 25, total: meta.total}
      arsipAduan:
        returns: "[Aduan!]"
        call: GET /arsip?mulai={offset}&banyak={size}
        pages: {style: offset, total: {header: X-Total-Count}, as: list}
      aduanTerbaru:
        returns: "[Aduan!]"
        call: GET /terbaru?sesudah={cursor}
        select: data
        pages: {style: cursor, cursor: meta.berikutnya}
      aduanDisalin:
        returns: "[Aduan!]"
        call: GET /salinan
        pages: {style: next, next: {header: Link}}
      aduanPenting:
        returns: "[Aduan!]"
        call: GET /penting.json
        sort_by: judul
        pages: none
""",
    ),
    Example(
        "Kredensial",
        "Token OAuth 2.0 dengan tanda tangan gaya SNAP, tanda tangan gaya BPJS, dan token "
        "warga sendiri.",
        """\
version: 1
connectors:
  bank:
    opd: Badan Pendapatan Daerah
    url: https://bank.example.co.id
    auth:
      - kind: oauth2_client_credentials
        token_url: https://sso.example.co.id/token
        client_id: ${BANK_ID:-lampung}
        client_secret: ${BANK_RAHASIA:-contoh}
      - kind: hmac
        key: ${BANK_RAHASIA:-contoh}
        algorithm: sha512
        date: yyyy-MM-dd'T'HH:mm:ssXXX
        zone: WIB
        sign: "{method}:{target}:{token}:{body_hash}:{date}"
        headers: {X-TIMESTAMP: "{date}", X-SIGNATURE: "{signature}"}
    queries:
      saldo: {returns: String, call: {request: POST /v1.0/saldo, json: {rekening: "1"}}, select: saldo}
  bpjs:
    opd: BPJS Kesehatan
    url: https://bpjs.example.go.id/vclaim-rest
    auth:
      kind: hmac
      key: ${BPJS_RAHASIA:-contoh}
      values: {consid: "${BPJS_CONSID:-1234}", user_key: "${BPJS_KUNCI:-contoh}"}
      sign: "{consid}&{timestamp}"
      headers: {X-cons-id: "{consid}", X-timestamp: "{timestamp}", X-signature: "{signature}", user_key: "{user_key}"}
    queries: {poli: {returns: "[String]", call: GET /referensi/poli}}
  dukcapil:
    opd: Dinas Kependudukan dan Pencatatan Sipil
    url: https://dukcapil.example.go.id
    tls: {server_name: layanan.dukcapil.example.go.id}
    auth: forward
    types: {Kartu: {fields: {nomor: ID!, berlaku: Date}}}
    queries: {kartuSaya: {returns: Kartu, call: GET /kartu}}
""",
    ),
    Example(
        "SOAP, beberapa alamat, beberapa panggilan, dan tautan",
        "Amplop SOAP dengan kata sandi dari lingkungan; alamat cadangan; layanan setiap "
        "kabupaten; satu panggilan setiap hari; dokumen yang ditunjuk sebuah umpan.",
        """\
version: 1
tables:
  alamat_kab:
    "1801": https://lamsel.example.go.id/api
    "1802": https://lamteng.example.go.id/api
connectors:
  oss:
    opd: Dinas Penanaman Modal dan PTSP
    url: [https://oss.example.go.id, https://oss-cadangan.example.go.id]
    types: {Izin: {fields: {nib: ID!, nama: String}}}
    queries:
      cekNib:
        args: {nib: ID!}
        returns: Izin
        call:
          request: POST /ws
          soap:
            action: urn:CekNib
            header: <Sandi>${OSS_SANDI:-contoh}</Sandi>
            body: <o:cekNib xmlns:o="urn:oss"><nib>{nib}</nib></o:cekNib>
        format: soap
        select: cekNibResponse.izin
  pangan:
    opd: Dinas Ketahanan Pangan
    url: https://pangan.example.go.id
    types:
      Harga: {fields: {tanggal: Date, komoditas: String, harga: Int}}
      Berita: {fields: {judul: String, isi: {type: Dokumen, from: tautan}}}
      Dokumen:
        key: tautan
        fields: {tautan: ID!, teks: String}
        lookup:
          call: {follow: tautan, hosts: [berkas.example.go.id], https: true}
          shape: [{echo: [tautan]}]
    queries:
      hargaHarian:
        args: {dari: Date, sampai: Date, kab: "[ID!]"}
        returns: "[Harga!]"
        call: GET /harga/{hari}?kab={kab}
        spread: {over: hari, from: dari, to: sampai, max: 31}
        route: {by: kab, table: alamat_kab, all: true}
      berita: {returns: "[Berita!]", call: GET /berita}
""",
    ),
    Example(
        "Memecah berkas",
        "Setiap OPD dapat punya berkasnya sendiri.",
        """\
version: 1
include: ["opd/*.yaml"]
""",
        (
            (
                "opd/arsip.yaml",
                """\
connectors:
  arsip:
    opd: Dinas Perpustakaan dan Kearsipan
    url: https://arsip.example.go.id
    types:
      Arsip: {fields: {nomor: ID!}}
    queries:
      daftarArsip: {returns: "[Arsip!]", call: GET /arsip}
""",
            ),
        ),
    ),
)
