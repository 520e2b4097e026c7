using SmartCityPia.Domain.Descriptions;

namespace SmartCityPia.Data.Mapping;

internal sealed class DescriptionRemarkMapping : AssessmentRowMapping<DescriptionRemark>;
