package dev.nephelite.documentation;

import static java.nio.file.attribute.PosixFilePermissions.fromString;

import dev.nephelite.program.Nephelite;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.util.Base64;
import java.util.Objects;

/** The folder in which a reader tries the commands: the launcher, the sample, and the files that the documents name. */
record ReaderFolder(Path path) {
    static ReaderFolder create(Path path) throws IOException, GeneralSecurityException {
        ReaderFolder folder = new ReaderFolder(Files.createDirectory(path));
        folder.installNephelite();
        folder.copySample();
        Files.writeString(Files.createDirectory(path.resolve("FOLDER")).resolve("note.txt"), "kept");
        folder.writeCertificates();
        return folder;
    }

    private void installNephelite() throws IOException {
        String script = """
                #!/bin/sh
                exec '%s' %s '-Dnephelite.home=%s' -cp '%s' dev.nephelite.cli.Main "$@"
                """.formatted(
                        Path.of(System.getProperty("java.home"), "bin", "java"),
                        String.join(" ", Nephelite.SHORT_LIVED),
                        Nephelite.HOME,
                        System.getProperty("java.class.path"));
        Path launcher = Files.writeString(path.resolve("nephelite"), script);
        Files.setPosixFilePermissions(launcher, fromString("rwxr-xr-x"));
    }

    private void copySample() throws IOException {
        Path sample = Nephelite.HOME.resolve("samples");
        Files.walkFileTree(sample, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path from, BasicFileAttributes attributes) throws IOException {
                Files.createDirectory(copyOf(from));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path from, BasicFileAttributes attributes) throws IOException {
                Files.copy(from, copyOf(from), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }

            private Path copyOf(Path from) {
                return path.resolve("samples").resolve(sample.relativize(from));
            }
        });
    }

    private void writeCertificates() throws IOException, GeneralSecurityException {
        char[] password = "PASSWORD".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream bytes = ReaderFolder.class.getResourceAsStream("/dev/nephelite/localhost.pfx")) {
            store.load(Objects.requireNonNull(bytes), "secret".toCharArray());
        }
        String alias = store.aliases().nextElement();
        Key key = store.getKey(alias, "secret".toCharArray());
        store.setKeyEntry(alias, key, password, store.getCertificateChain(alias));
        writePem("localhost.pem", "CERTIFICATE", store.getCertificate(alias).getEncoded());
        writePem("localhost-key.pem", "PRIVATE KEY", key.getEncoded());
        try (OutputStream out = Files.newOutputStream(path.resolve("localhost.pfx"))) {
            store.store(out, password);
        }
    }

    private void writePem(String name, String kind, byte[] content) throws IOException {
        String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                path.resolve(name), "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    }
}
