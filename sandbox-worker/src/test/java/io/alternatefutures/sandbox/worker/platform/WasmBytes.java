package io.alternatefutures.sandbox.worker.platform;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A small assembler: a WebAssembly module of imports from WASI that take and give i32, a memory of
 * one page, data, and {@code _start}. The instructions of {@code _start} are written as bytes.
 */
final class WasmBytes {
  private final List<byte[]> types = new ArrayList<>();
  private final ByteArrayOutputStream imports = new ByteArrayOutputStream();
  private final ByteArrayOutputStream data = new ByteArrayOutputStream();
  private final ByteArrayOutputStream code = new ByteArrayOutputStream();
  private int imported;
  private int segments;

  /** Imports a function of so many i32 that gives {@code results} (0 or 1); answers its index. */
  int imports(String module, String name, int parameters, int results) {
    ByteArrayOutputStream type = new ByteArrayOutputStream();
    type.write(0x60);
    type.write(parameters);
    type.writeBytes("\u007f".repeat(parameters).getBytes(StandardCharsets.ISO_8859_1));
    type.write(results);
    type.writeBytes("\u007f".repeat(results).getBytes(StandardCharsets.ISO_8859_1));
    types.add(type.toByteArray());
    name(imports, module);
    name(imports, name);
    imports.write(0);
    imports.write(imported);
    return imported++;
  }

  int wasi(String name, int parameters) {
    return imports("wasi_snapshot_preview1", name, parameters, 1);
  }

  WasmBytes data(int address, String text) {
    data.write(0);
    constant(data, address);
    data.write(0x0b);
    name(data, text);
    segments++;
    return this;
  }

  /** {@code i32.const} */
  WasmBytes push(int value) {
    constant(code, value);
    return this;
  }

  /** Instructions as they are. */
  WasmBytes op(int... bytes) {
    for (int value : bytes) {
      code.write(value);
    }
    return this;
  }

  /** Calls a function with constants and drops what it gives. */
  WasmBytes call(int function, int... arguments) {
    for (int argument : arguments) {
      push(argument);
    }
    return op(0x10, function, 0x1a);
  }

  /** {@code i32.store} of a constant. */
  WasmBytes store(int address, int value) {
    return push(address).push(value).op(0x36, 2, 0);
  }

  /** {@code i32.load} */
  WasmBytes load(int address) {
    return push(address).op(0x28, 2, 0);
  }

  /** The module, with {@code _start} exported under this name. */
  byte[] module(String start) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {0, 'a', 's', 'm', 1, 0, 0, 0});
    ByteArrayOutputStream section = new ByteArrayOutputStream();
    unsigned(section, types.size() + 1);
    types.forEach(section::writeBytes);
    section.writeBytes(new byte[] {0x60, 0, 0});
    section(out, 1, section.toByteArray());
    section(out, 2, counted(imported, imports));
    section(out, 3, new byte[] {1, (byte) types.size()});
    section(out, 5, new byte[] {1, 0, 1});
    ByteArrayOutputStream exports = new ByteArrayOutputStream();
    name(exports, "memory");
    exports.writeBytes(new byte[] {2, 0});
    name(exports, start);
    exports.writeBytes(new byte[] {0, (byte) imported});
    section(out, 7, counted(2, exports));
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    body.write(0);
    body.writeBytes(code.toByteArray());
    body.write(0x0b);
    ByteArrayOutputStream functions = new ByteArrayOutputStream();
    unsigned(functions, body.size());
    functions.writeBytes(body.toByteArray());
    section(out, 10, counted(1, functions));
    section(out, 11, counted(segments, data));
    return out.toByteArray();
  }

  private static byte[] counted(int count, ByteArrayOutputStream items) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    unsigned(out, count);
    out.writeBytes(items.toByteArray());
    return out.toByteArray();
  }

  private static void section(ByteArrayOutputStream out, int id, byte[] content) {
    out.write(id);
    unsigned(out, content.length);
    out.writeBytes(content);
  }

  private static void name(ByteArrayOutputStream out, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    unsigned(out, bytes.length);
    out.writeBytes(bytes);
  }

  private static void unsigned(ByteArrayOutputStream out, int value) {
    int rest = value;
    for (; rest > 0x7f; rest >>>= 7) {
      out.write((rest & 0x7f) | 0x80);
    }
    out.write(rest);
  }

  private static void constant(ByteArrayOutputStream out, int value) {
    out.write(0x41);
    int rest = value;
    for (; rest > 63 || rest < -64; rest >>= 7) {
      out.write((rest & 0x7f) | 0x80);
    }
    out.write(rest & 0x7f);
  }
}
