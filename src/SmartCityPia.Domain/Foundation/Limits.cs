namespace SmartCityPia.Domain.Foundation;

/// <summary>Maximum lengths in UTF-16 code units. Entities, columns, inputs, hints and tests all use these constants.</summary>
public static class Limits
{
    public const int Name = 200;
    public const int Line = 500;
    public const int Text = 4000;
    public const int LongText = 10000;

    /// <summary>Most catalogue ids or choices in one list.</summary>
    public const int Choices = 100;
}
