package dev.nephelite.emulator.service;

import dev.nephelite.emulator.error.CommonError;
import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.xml.XmlElement;
import dev.nephelite.emulator.xml.XmlWriter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Optional;

/**
 * The XML document that a request carries, with the checksums that were announced for it.
 *
 * @param checksums those of the document as it was sent
 */
public record XmlBody(XmlElement root, Checksums.Verified checksums) {
    /** Far more than the longest block list, which is the longest document there is. */
    private static final int MAX_LENGTH = 16 * 1024 * 1024;

    /**
     * Reads the document.
     *
     * @param rootName what its outermost element must be called
     * @throws IOException if the client's connection broke
     */
    public static XmlBody read(Request request, String rootName) throws IOException {
        return readIfAny(request, rootName).orElseThrow(CommonError.INVALID_XML_DOCUMENT::exception);
    }

    /** Reads the document as {@link #read} does, if there is a body. */
    public static Optional<XmlBody> readIfAny(Request request, String rootName) throws IOException {
        Checksums checksums = Checksums.of(request.headers());
        byte[] document = checksums.over(request.body()).readNBytes(MAX_LENGTH + 1);
        if (document.length > MAX_LENGTH) {
            throw CommonError.REQUEST_BODY_TOO_LARGE.exception().detail("MaxLimit", MAX_LENGTH);
        }
        Checksums.Verified verified = checksums.verify();
        if (document.length == 0) {
            return Optional.empty();
        }
        XmlElement root = XmlElement.parse(new ByteArrayInputStream(document));
        if (!root.name().equals(rootName)) {
            throw CommonError.INVALID_XML_DOCUMENT.exception();
        }
        return Optional.of(new XmlBody(root, verified));
    }

    /** A response with a document. Client libraries fail to read one without a content type. */
    public static Response response(int status, XmlWriter document) {
        return Response.of(status).header("Content-Type", "application/xml").body(Body.bytes(document.bytes()));
    }
}
