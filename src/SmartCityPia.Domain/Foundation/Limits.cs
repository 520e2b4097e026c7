namespace SmartCityPia.Domain.Foundation;

/// <summary>Lengths in UTF-16 code units. They live here once and feed entity, column, input, hint and test.</summary>
public static class Limits
{
    public const int Name = 200;
    public const int Line = 500;
    public const int Text = 4000;
    public const int LongText = 10000;

    /// <summary>Catalogue ids and choices in one list.</summary>
    public const int Choices = 100;
}
