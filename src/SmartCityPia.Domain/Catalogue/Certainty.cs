namespace SmartCityPia.Domain.Catalogue;

/// <summary>How a fact of the catalogue is known.</summary>
public enum Certainty
{
    /// <summary>Read in the source named.</summary>
    Verified,
    /// <summary>The work exists; the figure was seen in a secondary source.</summary>
    VerifiedSecondary,
    /// <summary>Background knowledge, not checked again.</summary>
    Known,
    /// <summary>Designed for this product, or inferred.</summary>
    Inferred,
    /// <summary>Could not be confirmed; never shown as a fact.</summary>
    Unconfirmed,
}
