namespace SmartCityPia.Reports.Content;

/// <summary>What is made of a version: all of it, four pages to decide on, or one page for everybody.</summary>
public enum DocumentKind { Report, DecisionPaper, PublicSummary }
