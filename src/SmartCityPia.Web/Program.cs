return await SmartCityPia.Web.Commands.CommandLine.Run(args);

/// <summary>The application's entry point; tests start it through this type.</summary>
public partial class Program;
