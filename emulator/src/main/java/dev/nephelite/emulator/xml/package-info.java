/**
 * The XML of the storage services: {@link XmlWriter} for answers, {@link XmlElement} for what clients send.
 *
 * <p>No document type definition is read and no entity is resolved, whatever a client sends.
 */
@NullMarked
package dev.nephelite.emulator.xml;

import org.jspecify.annotations.NullMarked;
