package io.alternatefutures.sandbox.worker.platform;

import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.Signature;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import javax.crypto.Mac;

/** Touches every provider, table and native library the operations use. */
final class OpWarmUp {
  private static final List<String> DIGESTS =
      List.of(
          "MD5",
          "SHA-1",
          "SHA-224",
          "SHA-256",
          "SHA-384",
          "SHA-512",
          "SHA-512/224",
          "SHA-512/256",
          "SHA3-224",
          "SHA3-256",
          "SHA3-384",
          "SHA3-512");
  private static final List<String> SIGNATURES =
      List.of("SHA256withECDSAinP1363Format", "SHA256withRSA", "RSASSA-PSS", "Ed25519", "Ed448");
  private static final List<String> CIPHERS =
      List.of(
          "AES/CBC/PKCS5Padding",
          "AES/CTR/NoPadding",
          "AES/GCM/NoPadding",
          "AES/KW/NoPadding",
          "RSA/ECB/OAEPPadding");
  private static final List<String> ENCODINGS =
      List.of("GBK", "gb18030", "Big5", "EUC-JP", "ISO-2022-JP", "Shift_JIS", "EUC-KR");
  private static final List<String> TABLES =
      List.of(
          "IBM866",
          "ISO-8859-2",
          "ISO-8859-3",
          "ISO-8859-4",
          "ISO-8859-5",
          "ISO-8859-6",
          "ISO-8859-7",
          "ISO-8859-8",
          "ISO-8859-13",
          "ISO-8859-15",
          "ISO-8859-16",
          "KOI8-R",
          "KOI8-U",
          "macintosh",
          "windows-874",
          "windows-1250",
          "windows-1251",
          "windows-1252",
          "windows-1253",
          "windows-1254",
          "windows-1255",
          "windows-1256",
          "windows-1257",
          "windows-1258",
          "x-mac-cyrillic");

  private OpWarmUp() {}

  static void run() {
    try {
      cryptography();
      for (String name : TABLES) {
        SingleByteTables.table(name);
      }
      byte[] text = {(byte) 0xb0, (byte) 0xa1, 0x1b, 0x24, 0x42, 0x30, 0x21};
      for (String name : ENCODINGS) {
        MultiByteDecoder.decode(name, text, false, false);
      }
      DomainNames.toAscii("bücher.example");
      for (int plane = 0; plane <= 16; plane++) {
        TextOps.isIdentifier(Character.toString((plane << 16) + 0x100), true);
      }
      Compressor compressor = new Compressor("gzip", -1);
      byte[] packed = compressor.push(text);
      byte[] tail = compressor.finish();
      compressor.close();
      Decompressor decompressor = new Decompressor("gzip");
      decompressor.push(packed);
      decompressor.push(tail);
      decompressor.close();
    } catch (GeneralSecurityException | OpException missing) {
      throw new IllegalStateException("the JDK lacks an algorithm", missing);
    }
  }

  private static void cryptography() throws GeneralSecurityException {
    for (String name : DIGESTS) {
      MessageDigest.getInstance(name).digest(new byte[1]);
      Mac.getInstance("Hmac" + (name.startsWith("SHA3") ? name : name.replace("-", "")));
    }
    for (String name : SIGNATURES) {
      Signature.getInstance(name);
    }
    for (String name : CIPHERS) {
      Cipher.getInstance(name);
    }
    for (String name : List.of("ECDH", "X25519", "X448")) {
      KeyAgreement.getInstance(name);
    }
    for (String name : List.of("EC", "Ed25519", "Ed448", "X25519", "X448")) {
      KeyPairGenerator.getInstance(name).generateKeyPair();
    }
  }
}
