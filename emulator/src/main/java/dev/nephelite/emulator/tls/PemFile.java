package dev.nephelite.emulator.tls;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A text file of labelled blocks, each of which is a certificate, a key or the like in Base64. */
record PemFile(Path path, List<Block> blocks) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----(.+?)-----END \\1-----", Pattern.DOTALL);

    static PemFile parse(Path path, byte[] bytes) {
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(new String(bytes, StandardCharsets.ISO_8859_1));
        while (matcher.find()) {
            try {
                blocks.add(new Block(matcher.group(1), Base64.getMimeDecoder().decode(matcher.group(2))));
            } catch (IllegalArgumentException notBase64) {
                throw new UnusableCertificateException(
                        path, "is damaged: its " + matcher.group(1) + " is not Base64", "Export it again.");
            }
        }
        return new PemFile(path, blocks);
    }

    /** The contents of the blocks with that label, in their order. */
    List<byte[]> all(String label) {
        return blocks.stream()
                .filter(block -> block.label().equals(label))
                .map(Block::content)
                .toList();
    }

    /** What stands between a line that begins a block and the one that ends it. */
    @SuppressWarnings("ArrayRecordComponent") // Never compared.
    record Block(String label, byte[] content) {}
}
