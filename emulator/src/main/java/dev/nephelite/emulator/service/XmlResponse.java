package dev.nephelite.emulator.service;

import dev.nephelite.emulator.http.Body;
import dev.nephelite.emulator.http.Response;
import dev.nephelite.emulator.xml.XmlWriter;

/** Answers that carry an XML document. Client libraries fail to read one whose type is not said. */
public final class XmlResponse {
    private XmlResponse() {}

    public static Response of(int status, XmlWriter document) {
        return Response.of(status).header("Content-Type", "application/xml").body(Body.bytes(document.bytes()));
    }
}
