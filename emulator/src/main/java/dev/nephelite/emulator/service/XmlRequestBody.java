package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.xml.XmlElement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * The XML document that a request carries, come as announced.
 *
 * @param checksums those of the document as it was sent
 */
public record XmlRequestBody(XmlElement root, Checksums.Verified checksums) {
    /** Far more than the longest block list, which is the longest document there is. */
    private static final int MAXIMUM_LENGTH = 16 * 1024 * 1024;

    /**
     * Reads the document.
     *
     * @param rootName what its outermost element must be called
     * @throws IOException if the client's connection broke
     */
    public static XmlRequestBody read(Request request, String rootName) throws IOException {
        return readIfAny(request, rootName).orElseThrow(CommonError.INVALID_XML_DOCUMENT::exception);
    }

    /** Reads the document as {@link #read} does, if there is a body. */
    public static Optional<XmlRequestBody> readIfAny(Request request, String rootName) throws IOException {
        Checksums checksums = Checksums.of(request.headers());
        byte[] document = checksums.over(request.body()).readNBytes(MAXIMUM_LENGTH + 1);
        if (document.length > MAXIMUM_LENGTH) {
            throw CommonError.REQUEST_BODY_TOO_LARGE.exception().detail("MaxLimit", MAXIMUM_LENGTH);
        }
        Checksums.Verified verified = checksums.verify();
        if (document.length == 0) {
            return Optional.empty();
        }
        XmlElement root = XmlElement.parse(new ByteArrayInputStream(document));
        if (!root.name().equals(rootName)) {
            throw CommonError.INVALID_XML_DOCUMENT.exception();
        }
        return Optional.of(new XmlRequestBody(root, verified));
    }
}
