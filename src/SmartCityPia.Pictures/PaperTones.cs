namespace SmartCityPia.Pictures;

/// <summary>The colours of tones on paper and in files that stand alone. Low, medium and high also get darker, so that they differ in greyscale.</summary>
public static class PaperTones
{
    /// <returns>Red, green and blue, a byte each; null for what is not painted.</returns>
    public static int? Of(Tone tone) => tone switch
    {
        Tone.None => null,
        Tone.Ground => 0xFFFFFF,
        Tone.Surface => 0xF3F6F7,
        Tone.Line => 0x9AA6AB,
        Tone.Ink => 0x1B2426,
        Tone.Muted => 0x56636A,
        Tone.Accent => 0x0B5563,
        Tone.AccentSoft => 0xDCEAEC,
        Tone.Low => 0xE6EFF0,
        Tone.Medium => 0xB4CCD1,
        Tone.High => 0x7BA3AC,
        _ => throw new ArgumentOutOfRangeException(nameof(tone)),
    };
}
