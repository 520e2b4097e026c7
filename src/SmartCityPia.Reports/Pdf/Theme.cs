namespace SmartCityPia.Reports.Pdf;

/// <summary>An sRGB colour, each component from 0 to 1.</summary>
internal readonly record struct Ink(double Red, double Green, double Blue)
{
    public static Ink Hex(int rgb) => new((rgb >> 16) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0);
}

/// <summary>Page size, colours and type of the report. Lengths are in points; pages are A4, portrait except for wide figures.</summary>
internal static class Theme
{
    public const double PageWidth = 595.28, PageHeight = 841.89;
    public const double Left = 68, Right = 68, Top = 74, Bottom = 66;
    public const double TextWidth = PageWidth - Left - Right;
    public const double TextHeight = PageHeight - Top - Bottom;
    public const double HeaderBaseline = 46, FooterRise = 42;
    public const double Hairline = 0.5;

    /// <summary>The accent colour, a dark blue-green: contrast 8.2 to 1 against white, readable in greyscale.</summary>
    public static readonly Ink Accent = Ink.Hex(0x0B5563);
    public static readonly Ink AccentSoft = Ink.Hex(0xDCEAEC);
    public static readonly Ink Text = Ink.Hex(0x1B2426);
    public static readonly Ink Muted = Ink.Hex(0x56636A);
    public static readonly Ink Rule = Ink.Hex(0xC9D1D4);
    public static readonly Ink Surface = Ink.Hex(0xF3F6F7);
    public static readonly Ink White = Ink.Hex(0xFFFFFF);

    public static readonly TextStyle Body = new(10, 15, Weight.Regular, Text);
    public static readonly TextStyle BodyMuted = Body with { Ink = Muted };
    public static readonly TextStyle BodyBold = Body with { Weight = Weight.Bold };
    public static readonly TextStyle Caption = new(8.75, 12.5, Weight.Regular, Muted);
    public static readonly TextStyle TableCaption = new(9.25, 13, Weight.Bold, Text);
    public static readonly TextStyle Cell = new(8.75, 12.75, Weight.Regular, Text);
    public static readonly TextStyle CellNumber = Cell with { Tabular = true };
    public static readonly TextStyle CellHead = new(8.25, 11.5, Weight.Bold, Accent);
    public static readonly TextStyle CellRowHead = Cell with { Weight = Weight.Bold };
    public static readonly TextStyle FactLabel = new(9.25, 14, Weight.Regular, Muted);
    public static readonly TextStyle FactValue = new(9.25, 14, Weight.Regular, Text);
    public static readonly TextStyle Running = new(8, 10, Weight.Regular, Muted, Tabular: true);

    public static readonly TextStyle CoverOrganisation = new(11, 15, Weight.Bold, Text);
    public static readonly TextStyle CoverKind = new(12, 17, Weight.Bold, Accent);
    public static readonly TextStyle CoverTitle = new(32, 39, Weight.Bold, Text, -0.022);
    public static readonly TextStyle CoverSubtitle = new(14, 21, Weight.Regular, Muted, -0.006);
    public static readonly TextStyle CoverNote = new(8.75, 13, Weight.Italic, Muted);

    /// <summary>The style of a heading and the space before and after it.</summary>
    public static (TextStyle Style, double Before, double After) Heading(int level) => level switch
    {
        <= 1 => (new TextStyle(23, 29, Weight.Bold, Accent, -0.02), 30, 9),
        2 => (new TextStyle(15, 20, Weight.Bold, Text, -0.012), 18, 5),
        3 => (new TextStyle(11.75, 16, Weight.Bold, Text, -0.004), 18, 5),
        _ => (new TextStyle(10, 15, Weight.Bold, Muted), 14, 3),
    };
}
