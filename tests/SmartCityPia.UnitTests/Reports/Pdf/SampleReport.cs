using System.Globalization;
using SmartCityPia.Pictures;
using SmartCityPia.Reports.Content;

namespace SmartCityPia.UnitTests.Reports.Pdf;

/// <summary>Documents to write in tests: one of every block, and a long one.</summary>
internal static class SampleReport
{
    public const string Prose = "Access points in metro stations record the identifiers of nearby devices, so that the operator can see how people move between "
        + "platforms and where crowds form. People who only walk past are recorded too: they have not asked for the service and in most cases do not know of it.";

    public static ReportDocument Of(params IReadOnlyList<Block> blocks) => new(
        "Metro Wi-Fi movement analytics", "Privacy impact assessment", "City of Exampleton", "en",
        "Metro Wi-Fi movement analytics · Privacy impact assessment", "PIA-2026-014 · version 1 · a3f9c2d1", "PIA-2026-014/1/a3f9c2d1", blocks);

    public static ReportDocument Full(int risks = 24) => Of(
        new Cover("City of Exampleton · Department of Mobility", "Privacy impact assessment", "Metro Wi-Fi movement analytics",
            "What the service learns about passengers, what could go wrong, and what the city does about it",
            [new("Reference", "PIA-2026-014, version 1"), new("Status", "Submitted for review"), new("Prepared by", "Anneke de Wit, privacy officer"), new("Date", "14 November 2026"), new("Fingerprint (SHA-256)", "a3f9c2d17b5e4f60819c2ad3e4b5f60718293a4b5c6d7e8f90a1b2c3d4e5f607")],
            "Aligned with the structure of ISO/IEC TS 27570 and ISO/IEC 29134. Figures marked as estimates are estimates."),
        new Contents("Contents", 3),
        new Heading(1, "Summary for decision makers", NewPage: true),
        new Paragraph(Prose),
        new Callout(CalloutKind.Caution, "Two risks stay high after the planned measures", "Movement profiles can be linked to a home and a workplace from four points in time. The operator must shorten retention before the service starts."),
        new Paragraph(Prose + " " + Prose),
        new Callout(CalloutKind.Good, "The service can be used anonymously", "A passenger who switches the radio off loses nothing."),
        new Callout(CalloutKind.Note, "What this assessment covers", "The analytics service only; passenger Wi-Fi access is assessed under PIA-2025-031."),
        new Callout(CalloutKind.Bad, "No lawful basis was found for the sale of flows to retailers", "The flow must be cut."),
        new Heading(2, "What we ask for"),
        new Bullets(["Decide on a retention period of seven days instead of ninety.", "Refuse the export of device-level records to the planning agency. " + Prose, "Publish the public summary."], Numbered: true),
        new Heading(1, "Service and purposes", NewPage: true),
        new Heading(2, "The service at a glance"),
        new Facts([new("Operator", "Metro Exampleton"), new("Purpose", "Crowd management\nTimetable planning"), new("People covered", "About 410,000 a day (estimate)"), new("Alternatives considered", Prose)]),
        new Heading(3, "Why it is needed"),
        new Paragraph(Prose, Muted: true),
        new Bullets(["Crowd management in 42 stations", "Planning of timetables and maintenance windows", "Information for passengers"]),
        new Heading(4, "Source"),
        new Paragraph("Own description after published reports of comparable services."),
        new Heading(2, "Data flows"),
        new Figure(Flows(), "Data flows of the service. Dashed lines leave the city's control."),
        new Heading(2, "Datasets"),
        new Table("Datasets and how long they are kept",
            [new("Dataset", 3), new("Holder", 2), new("Records", 1.2, Right: true), new("Days", 0.9, Right: true)],
            [["Probe requests", "Metro Exampleton", "1,204,500", "90"], ["Pseudonymous trips", "Analytics provider", "810,111", "365"], ["Station counts", "Open data portal", "42", ""]]),
        new Heading(1, "Risk assessment", NewPage: true),
        new Paragraph("Risks before and after controls, on the four-level scales."),
        new Table("Risk register", [new("Risk", 2.2), new("What could happen, and to whom", 4), new("Before", 1), new("After", 1), new("Score", 0.8, Right: true)], [.. Risks(risks)]),
        new Heading(1, "Public summary"),
        new Paragraph(Prose));

    public static IEnumerable<IReadOnlyList<string>> Risks(int count) => Enumerable.Range(1, count).Select(i => (IReadOnlyList<string>)
        [string.Create(CultureInfo.InvariantCulture, $"R{i} Linking of trips"), i % 3 == 0 ? Prose : "A passenger's daily path is recognised from four observed points.", i % 2 == 0 ? "High" : "Medium", "Low", string.Create(CultureInfo.InvariantCulture, $"{i * 7 % 16}.{i % 10}")]);

    public static Drawing Flows() => new(640, 300, "Data flows", "Probe requests go from passengers to Metro Exampleton, from there pseudonymous trips to the analytics provider and counts to the open data portal.",
    [
        new Box(0, 0, 640, 300, 8, Tone.Surface, Tone.None),
        .. Node(20, 120, "Passengers", "device identifiers"), .. Node(240, 120, "Metro Exampleton", "operator, controller"),
        .. Node(470, 40, "Analytics provider", "processor"), .. Node(470, 200, "Open data portal", "public"),
        new Stroke([new(170, 145), new(195, 145), new(215, 145), new(240, 145)], true, Tone.Ink, 1.5, Arrow: true),
        new Stroke([new(390, 140), new(430, 140), new(430, 65), new(470, 65)], true, Tone.Accent, 2, Arrow: true),
        new Stroke([new(390, 150), new(430, 150), new(430, 225), new(470, 225)], true, Tone.Muted, 1.5, Arrow: true, Dashed: true),
        new Box(20, 20, 22, 22, 3, Tone.Low, Tone.Line), new Box(46, 20, 22, 22, 3, Tone.Medium, Tone.Line), new Box(72, 20, 22, 22, 3, Tone.High, Tone.Line),
        new Disc(120, 31, 10, Tone.Accent, Tone.None), new Label(120, 35, "4", 11, Anchor.Middle, true, Tone.Ground),
        new Label(620, 290, "estimate", 10, Anchor.End, Tone: Tone.Muted),
    ]);

    private static Mark[] Node(double x, double y, string title, string role) =>
    [
        new Group(title, null, [new Box(x, y, 150, 50, 6, Tone.Ground, Tone.Ink), new Label(x + 75, y + 22, title, 13, Anchor.Middle, true), new Label(x + 75, y + 38, role, 11, Anchor.Middle, Tone: Tone.Muted)]),
    ];
}
