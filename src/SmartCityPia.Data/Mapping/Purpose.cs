using SmartCityPia.Domain.Services;

namespace SmartCityPia.Data.Mapping;

internal sealed class PurposeMapping : DescriptionRowMapping<Purpose>;
