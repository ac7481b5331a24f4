package dev.nephelite.cli.command.storage;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A container and a blob in it, or the beginning of the names of blobs, as {@code container/name}.
 *
 * @param name empty for the whole container
 */
record BlobPath(String container, String name) {
    @Override
    public String toString() {
        return name.isEmpty() ? container : container + "/" + name;
    }

    /** A path that may be a whole container. */
    static final class Prefix implements ITypeConverter<BlobPath> {
        @Override
        public BlobPath convert(String text) {
            String path = text.startsWith("/") ? text.substring(1) : text;
            int slash = path.indexOf('/');
            String container = slash < 0 ? path : path.substring(0, slash);
            if (container.isEmpty()) {
                throw new TypeConversionException("'" + text + "' names no container. Write container/name.");
            }
            return new BlobPath(container, slash < 0 ? "" : path.substring(slash + 1));
        }
    }

    /** A path of one blob. */
    static final class OfBlob implements ITypeConverter<BlobPath> {
        @Override
        public BlobPath convert(String text) {
            BlobPath path = new Prefix().convert(text);
            if (path.name().isEmpty()) {
                throw new TypeConversionException("'" + text + "' is not the path of a blob. Write container/name.");
            }
            return path;
        }
    }
}
