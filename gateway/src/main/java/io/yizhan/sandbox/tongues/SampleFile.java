package io.yizhan.sandbox.tongues;

import io.yizhan.sandbox.platforms.Platform;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The made-up file of a licence: one page that says so, in OFD (GB/T 33190), or in PDF for business licences. The same name always has the
 * same bytes.
 *
 * @param name the licence's identifier with hyphens for dots, and an ending
 */
public record SampleFile(String name) {
    private static final String PATH = "/files/";
    private static final Pattern NAME = Pattern.compile("[0-9A-Z-]{1,200}\\.(ofd|pdf)");
    /** Types whose files are PDF. */
    private static final Pattern BUSINESS_LICENCE = Pattern.compile("[LM]002\\.");

    static SampleFile of(String identifier) {
        return new SampleFile(identifier.replace('.', '-') + (BUSINESS_LICENCE.matcher(identifier).find() ? ".pdf" : ".ofd"));
    }

    /** The file at a path of a platform's; empty where there cannot be one. */
    public static Optional<SampleFile> at(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return Optional.of(name).filter(NAME.asMatchPredicate()).map(SampleFile::new);
    }

    /** Where a platform serves it. */
    URI link(URI here, Platform platform) {
        return here.resolve(PATH + platform.id() + "/" + name);
    }

    boolean pdf() {
        return name.endsWith(".pdf");
    }

    public String mediaType() {
        return pdf() ? "application/pdf" : "application/ofd";
    }

    public byte[] bytes() {
        return pdf() ? document() : archive();
    }

    /** SHA-256, lower-case hexadecimal. */
    String digest() {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes()));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("every Java platform has SHA-256", absent);
        }
    }

    private String licence() {
        return name.substring(0, name.lastIndexOf('.'));
    }

    private byte[] document() {
        String page = "BT /F1 28 Tf 70 700 Td <%s> Tj 0 -40 Td <%s> Tj /F1 9 Tf 0 -40 Td <%s> Tj ET"
                .formatted(utf16("样本 SAMPLE"), utf16("虚构 made up"), utf16(licence()));
        List<String> objects = List.of(
                "<< /Type /Catalog /Pages 2 0 R >>",
                "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
                "<< /Length %d >>\nstream\n%s\nendstream".formatted(page.length(), page),
                "<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H /DescendantFonts [6 0 R] >>",
                "<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light /DW 1000 /FontDescriptor 7 0 R"
                        + " /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 2 >> >>",
                "<< /Type /FontDescriptor /FontName /STSong-Light /Flags 4 /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880"
                        + " /Descent -120 /CapHeight 880 /StemV 93 >>");
        StringBuilder text = new StringBuilder("%PDF-1.4\n");
        List<Integer> places = new ArrayList<>();
        for (String object : objects) {
            places.add(text.length());
            text.append(places.size()).append(" 0 obj\n").append(object).append("\nendobj\n");
        }
        int table = text.length();
        text.append("xref\n0 ").append(objects.size() + 1).append("\n0000000000 65535 f \n");
        places.forEach(place -> text.append("%010d 00000 n \n".formatted(place)));
        text.append("trailer\n<< /Size ").append(objects.size() + 1).append(" /Root 1 0 R >>\nstartxref\n").append(table).append("\n%%EOF\n");
        return text.toString().getBytes(StandardCharsets.US_ASCII);
    }

    private static String utf16(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_16BE));
    }

    private byte[] archive() {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("OFD.xml", "<ofd:OFD %s Version=\"1.0\" DocType=\"OFD\"><ofd:DocBody><ofd:DocInfo><ofd:DocID>" + digits()
                + "</ofd:DocID><ofd:Title>样本 SAMPLE</ofd:Title></ofd:DocInfo><ofd:DocRoot>Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>");
        entries.put("Doc_0/Document.xml", "<ofd:Document %s><ofd:CommonData><ofd:MaxUnitID>9</ofd:MaxUnitID><ofd:PageArea>"
                + "<ofd:PhysicalBox>0 0 210 297</ofd:PhysicalBox></ofd:PageArea><ofd:PublicRes>PublicRes.xml</ofd:PublicRes></ofd:CommonData>"
                + "<ofd:Pages><ofd:Page ID=\"1\" BaseLoc=\"Pages/Page_0/Content.xml\"/></ofd:Pages></ofd:Document>");
        entries.put("Doc_0/PublicRes.xml",
                "<ofd:Res %s BaseLoc=\"Res\"><ofd:Fonts><ofd:Font ID=\"2\" FontName=\"宋体\" FamilyName=\"宋体\"/></ofd:Fonts></ofd:Res>");
        entries.put("Doc_0/Pages/Page_0/Content.xml", "<ofd:Page %s><ofd:Content><ofd:Layer ID=\"3\">" + line(4, 40, 10, "样本 SAMPLE")
                + line(5, 60, 10, "虚构 made up") + line(6, 80, 3, licence()) + "</ofd:Layer></ofd:Content></ofd:Page>");
        return zipped(entries);
    }

    private static String line(int id, int y, int size, String text) {
        return ("<ofd:TextObject ID=\"%d\" Boundary=\"20 %d 170 %d\" Font=\"2\" Size=\"%d\">"
                + "<ofd:TextCode X=\"0\" Y=\"%d\">%s</ofd:TextCode></ofd:TextObject>").formatted(id, y, 2 * size, size, size, text);
    }

    /** 32 hexadecimal digits that follow from the name. */
    private String digits() {
        return "%032x".formatted(name.hashCode() & 0xffffffffL);
    }

    private static byte[] zipped(Map<String, String> entries) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                ZipEntry file = new ZipEntry(entry.getKey());
                // the same bytes each time
                file.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0));
                zip.putNextEntry(file);
                String xml = entry.getValue().formatted("xmlns:ofd=\"http://www.ofdspec.org/2016\"");
                zip.write(("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + xml).getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
