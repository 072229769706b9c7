"""A small graph that has every kind of source, as connectors.yaml writes it."""

from typing import Final

REGIONS: Final = """
version: 1
connectors:
  pemerintahan:
    opd: Biro Pemerintahan
    url: https://wilayah.test
    types:
      Wilayah:
        key: kode
        fields:
          kode: ID!
          nama: String!
          tingkat: Int
          induk: {type: Wilayah, from: kode_induk}
          kabupaten: {type: "[Wilayah!]", from: kode_kab}
          semua: {type: "[Wilayah]", from: kode_kab}
          pemimpin: {type: String, personal: true}
        lookup: {call: "GET /wilayah/{kode}"}
        batch: {call: "GET /wilayah?kode={kode}", join: ",", match: kode, size: 50}
      Pasar:
        key: kode
        fields: {kode: ID!, wilayah: {type: Wilayah, from: kd_wil}}
        lookup: {in: daftarPasar, match: kode}
      Rapat:
        key: [kode, tahun]
        fields: {kode: ID!, tahun: Int!, judul: String}
        lookup: {call: "GET /rapat/{kode}/{tahun}"}
    queries:
      daftarWilayah: {returns: "[Wilayah!]", call: GET /daftar}
      ringkas: {returns: "[Wilayah!]", call: GET /ringkas, provides: [kode, tingkat]}
      daftarPasar: {returns: "[Pasar]", call: GET /pasar}
      dekat:
        args: {ada: Boolean}
        returns: "[Tempat]"
        call: GET /dekat?ada={ada}
  pangan:
    opd: Dinas Pangan
    url: https://pangan.test
    types:
      Harga:
        fields: {komoditas: String!, wilayah: {type: Wilayah, from: kd}, asal: {type: Sumber, provenance: true}}
      Kios:
        fields:
          nomor: ID
          nomor_lain: "[ID]"
          tahun: Int
          pasar: {type: Pasar, from: kd_pasar}
          rapat: {type: Rapat, with: {kode: nomor, tahun: tahun}}
          alamat: {type: Alamat, embed: true}
      Alamat:
        fields: {jalan: String!, wilayah: Wilayah}
    queries:
      kios: {returns: "[Kios]", call: GET /kios}
      kiosDekat:
        args: {nomor: ID, batas: {type: Int!, default: 3}}
        returns: "[Kios!]"
        call: GET /kios-dekat?n={nomor}&b={batas}
        expose: false
      hargaPangan:
        args: {wilayah: ID, tanggal: Date}
        returns: "[Harga!]"
        call: GET /harga?w={wilayah}&t={tanggal}
        batch: {call: "GET /harga?w={wilayah}&t={tanggal}", by: wilayah, join: ",", group: kd}
  perkebunan:
    opd: Dinas Perkebunan
    url: https://kebun.test
    queries:
      hargaKebun:
        args: {wilayah: ID, tanggal: Date}
        returns: "[Harga!]"
        call: GET /kebun?w={wilayah}&t={tanggal}
        fields: {komoditas: {from: nama}}
unions:
  Tempat:
    of: [Pasar, Wilayah]
    discriminate: {path: jenis, cases: {pasar: Pasar, wilayah: Wilayah}}
extend:
  Wilayah:
    harga: {query: hargaSemua, with: {wilayah: kode}}
  Kios:
    daftar: {query: kiosDekat, with: {nomor: nomor}}
merge:
  hargaSemua:
    of: [pangan.hargaPangan, perkebunan.hargaKebun]
    sort: [komoditas]
    dedupe: [komoditas]
"""
